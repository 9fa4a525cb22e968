"""Runs a command as the production image does: from what production installs, and nothing else.

    python scripts/in_production.py manage.py check --deploy

`build/production-venv` is made by `make check`. Nothing of the caller's environment is handed on
but where the servers are, so that what only developers have cannot help.
"""

import os
import subprocess
import sys
from pathlib import Path
from secrets import token_urlsafe

CHECKOUT = Path(__file__).resolve().parent.parent
PROGRAMS = CHECKOUT / "build" / "production-venv" / "bin"
HOST = "acoms.example.org"
HANDED_ON = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "HOME", "LANG")


def environment() -> dict[str, str]:
    """Everything that production asks for, with secrets made for this run."""
    openid_key = subprocess.run(  # noqa: S603 - our own program
        [PROGRAMS / "python", "-m", "acoms.crypto.signing_keys"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    needed = {
        "PATH": f"{PROGRAMS}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "acoms.settings.production",
        "SECRET_KEY": token_urlsafe(48),
        "ACOMS_KEYS": token_urlsafe(48),
        "OPENID_KEYS": openid_key,
        "SITE_URL": f"https://{HOST}",
        "ALLOWED_HOSTS": HOST,
        "DATABASE_URL": f"postgres://acoms:{token_urlsafe(24)}@db.invalid/acoms",
        "REDIS_URL": f"redis://:{token_urlsafe(24)}@cache.invalid:6379/0",
        "EMAIL_URL": "smtp+tls://mail.invalid:587",
        "STATIC_ROOT": str(CHECKOUT / "build" / "check-static"),
        "PROOFING_BUREAU": "accounts.proofing.sandbox.SandboxBureau",
        "PECOS_SOURCE": "participants.screening.sandbox.SandboxPecos",
        "ACOMS_TRIAL": "yes",
    }
    return needed | {name: os.environ[name] for name in HANDED_ON if name in os.environ}


def main() -> int:
    return subprocess.run(  # noqa: S603 - the caller's own words
        [PROGRAMS / "python", *sys.argv[1:]], env=environment(), cwd=CHECKOUT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
