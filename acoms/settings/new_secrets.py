"""A file for each secret of docker-compose.yml: `python -m acoms.settings.new_secrets secrets`.

What is there already stays; where one of two files that say one password is missing, it ends with
exit code 1 and names it. `email_url` is left empty, since nobody can make it up: fill it in with
smtp+tls://USER:PASSWORD@HOST:587 or smtp+ssl://… The four of the certificate that signs documents
are empty, too, and may stay so (README, Signing documents).
"""

import os
import sys
from pathlib import Path
from secrets import token_urlsafe

from acoms.crypto.signing_keys import new_key

# Two files that say one password are made together or not at all.
PAIRS = (("postgres_password", "database_url"), ("redis_url", "valkey.conf"))

SIGNING = (
    "signing_certificate",
    "signing_certificate_password",
    "signing_roots",
    "signing_tsa_url",
)


def make_secrets(directory: Path) -> list[str]:
    """Make those that are missing, all random; their names."""
    directory.mkdir(mode=0o700, exist_ok=True)
    owner, web, worker, redis = (token_urlsafe(36) for _ in range(4))
    contents: dict[tuple[str, ...], list[str]] = {
        ("secret_key",): [token_urlsafe(48)],
        ("acoms_keys",): [token_urlsafe(48)],
        ("openid_keys",): [new_key()],
        ("bcda_secret",): [token_urlsafe(48)],
        PAIRS[0]: [owner, _database("acoms", owner)],
        ("web_database_url",): [_database("acoms_web", web)],
        ("worker_database_url",): [_database("acoms_worker", worker)],
        PAIRS[1]: [
            f"redis://:{redis}@redis:6379/0",
            f"appendonly yes\ndir /data\nrequirepass {redis}",
        ],
        **{(name,): [""] for name in ("email_url", *SIGNING)},
    }
    made = {
        name: text
        for names, texts in contents.items()
        if not any((directory / name).exists() for name in names)
        for name, text in zip(names, texts, strict=True)
    }
    for name, text in made.items():
        # Read by the user of each container: who may enter the directory is what protects them.
        opened = os.open(directory / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o444)
        with os.fdopen(opened, "w") as file:
            file.write(text + "\n")
    return list(made)


def missing_halves(directory: Path) -> list[str]:
    """A sentence for each file whose password stands in another one only."""
    return [
        f"{half} is missing: write it with the password in {other}, or delete that one, too."
        for pair in PAIRS
        for half, other in (pair, pair[::-1])
        if (directory / other).exists() and not (directory / half).exists()
    ]


def _database(role: str, password: str) -> str:
    return f"postgres://{role}:{password}@postgres:5432/acoms"


if __name__ == "__main__":
    place = Path(sys.argv[1])
    made = ", ".join(make_secrets(place))
    if halves := missing_halves(place):
        sys.exit("\n".join([f"Made: {made or 'nothing'}", *halves]))
    print("Made:", made or "nothing, all are there")
