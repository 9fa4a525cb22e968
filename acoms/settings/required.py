"""What production must be told, and what is too weak to start with.

Every problem is found in one go, and no message repeats the value that it is about.
"""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from django.http.request import validate_host
from zxcvbn_rs_py import zxcvbn

from acoms.crypto.signing_keys import problems_with

SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 12
LEAST_GUESSES = 19  # as a power of ten; more is not counted
# The certificate that signs documents: all of it, or nothing (rule F4).
SIGNING = (
    "SIGNING_CERTIFICATE",
    "SIGNING_CERTIFICATE_PASSWORD",
    "SIGNING_ROOTS",
    "SIGNING_TSA_URL",
)
# What may stand in a file that NAME_FILE names: secrets are mounted so.
SECRETS = (
    "SECRET_KEY",
    "ACOMS_KEYS",
    "OPENID_KEYS",
    "DATABASE_URL",
    "WEB_DATABASE_URL",
    "WORKER_DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "BCDA_SECRET",
    *SIGNING,
)
# What people leave in a secret that they meant to replace.
PLACEHOLDERS = ("change", "replace", "secret", "insecure", "default", "password", "example", "0123")

SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss", "unix"),
    "EMAIL_URL": ("smtp", "smtps", "smtp+tls", "smtp+ssl"),
    "SITE_URL": ("https",),
}


def with_files(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with the secrets that stand in files; one that cannot be read is missing."""
    found = dict(environment)
    for name in SECRETS:
        if path := environment.get(f"{name}_FILE"):
            try:
                found[name] = Path(path).read_text().strip()
            except OSError:
                found[name] = ""
    return found


def problems(environment: Mapping[str, str]) -> list[str]:
    """One sentence for each thing that is missing or weak; none means production may start."""
    found = [
        *_secret_problems("SECRET_KEY", [environment.get("SECRET_KEY", "")]),
        *_secret_problems("ACOMS_KEYS", environment.get("ACOMS_KEYS", "").split(",")),
        *problems_with(environment.get("OPENID_KEYS", "")),
        *(problem for name in SCHEMES for problem in _url_problems(name, environment.get(name))),
        *_host_problems(environment),
        *_bureau_problems(environment),
        *_pecos_problems(environment),
        *_server_problems(environment),
        *_attachment_problems(environment),
        *_signing_problems(environment),
        *_bcda_problems(environment),
    ]
    keys = environment.get("ACOMS_KEYS", "").split(",")
    if environment.get("SECRET_KEY") and environment["SECRET_KEY"] in keys:
        found.append("ACOMS_KEYS has SECRET_KEY among its keys; each is for itself.")
    if len(set(keys)) < len(keys):
        found.append("ACOMS_KEYS has the same key twice.")
    return found


_SANDBOX = (
    "{} is the sandbox, which proves nothing. Name another class, or say by ACOMS_TRIAL=yes that "
    "no real people use this site."
)


def _is_trial(environment: Mapping[str, str]) -> bool:
    return environment.get("ACOMS_TRIAL") == "yes"


def _may_stand(name: str, environment: Mapping[str, str]) -> bool:
    return "sandbox" not in name.casefold() or _is_trial(environment)


def _server_problems(environment: Mapping[str, str]) -> list[str]:
    """What is known of the servers' passwords and lines: nobody on the network reads or guesses."""
    found = []
    try:
        database = urlsplit(environment.get("DATABASE_URL", ""))
        redis = urlsplit(environment.get("REDIS_URL", ""))
        mail = urlsplit(environment.get("EMAIL_URL", ""))
    except ValueError:
        return []  # it is said of each what cannot be read
    if database.hostname and not database.password:
        found.append("DATABASE_URL has no password.")
    if database.password in {database.username, database.path[1:], "postgres"} - {None, ""}:
        found.append("DATABASE_URL has a password that is a name; make it at random.")
    if redis.scheme in ("redis", "rediss") and not redis.password:
        found.append("REDIS_URL has no password: whoever reaches the server could sign in.")
    is_far = mail.hostname not in ("127.0.0.1", "::1", "localhost")
    if mail.scheme == "smtp" and is_far and not _is_trial(environment):
        found.append("EMAIL_URL sends mail in the clear; begin it with smtp+tls:// or smtp+ssl://.")
    return found


def _bureau_problems(environment: Mapping[str, str]) -> list[str]:
    """Nobody runs with the sandbox by oversight: the bureau must be named (rule A9)."""
    if bureau := environment.get("PROOFING_BUREAU"):
        return [] if _may_stand(bureau, environment) else [_SANDBOX.format("PROOFING_BUREAU")]
    return [
        "PROOFING_BUREAU is missing. Name the class of your identity bureau; "
        "accounts.proofing.sandbox.SandboxBureau is for trials only and proves nothing."
    ]


def _pecos_problems(environment: Mapping[str, str]) -> list[str]:
    """Nobody is screened by the sandbox by oversight either (rule C5)."""
    if source := environment.get("PECOS_SOURCE"):
        return [] if _may_stand(source, environment) else [_SANDBOX.format("PECOS_SOURCE")]
    return [
        "PECOS_SOURCE is missing. Name the class that looks enrollment up in PECOS; "
        "participants.screening.sandbox.SandboxPecos is for trials only and knows nothing."
    ]


def _bcda_problems(environment: Mapping[str, str]) -> list[str]:
    """Whoever shows BCDA's secret hears what a token is good for: nobody guesses it (rule H2)."""
    secret = environment.get("BCDA_SECRET", "")
    return _secret_problems("BCDA_SECRET", [secret]) if environment.get("BCDA_SITE") else []


def _attachment_problems(environment: Mapping[str, str]) -> list[str]:
    """Where documents lie must not depend on where a process was started."""
    root = environment.get("FILES_ROOT", "/")
    return [] if root.startswith("/") else ["FILES_ROOT must be an absolute path."]


def _signing_problems(environment: Mapping[str, str]) -> list[str]:
    """A certificate without its password, its roots or a time stamper signs nothing; without any of
    them nothing is signed, and all else goes on (`signing.seal.certificate`)."""
    lacking = [name for name in SIGNING if not environment.get(name)]
    if not lacking or len(lacking) == len(SIGNING):
        return []
    verb = "is" if len(lacking) == 1 else "are"
    return [
        f"{' and '.join(lacking)} {verb} missing: a certificate to sign documents with "
        f"needs all of {', '.join(SIGNING)}."
    ]


def _secret_problems(name: str, secrets: list[str]) -> list[str]:
    if not any(secrets):
        return [f"{name} is missing."]
    return [
        f"{name}{f' (key {number})' if len(secrets) > 1 else ''} {weakness}."
        for number, secret in enumerate(secrets, 1)
        if (weakness := weakness_of(secret))
    ]


def weakness_of(secret: str) -> str:
    """Why a secret cannot be trusted, or nothing."""
    if len(secret) < SHORTEST_SECRET:
        return f"has {len(secret)} characters; it needs at least {SHORTEST_SECRET}"
    if len(set(secret)) < FEWEST_CHARACTERS:
        return "has too few different characters; make it at random"
    halves = range(1, len(secret) // 2 + 1)
    if any((secret[:size] * len(secret)).startswith(secret) for size in halves):
        return "repeats itself; make it at random"
    if any(word in secret.lower() for word in PLACEHOLDERS):
        return "looks like a placeholder; make it at random"
    if zxcvbn(secret[:100]).guesses_log10 < LEAST_GUESSES:
        return "can be guessed; make it at random"
    return ""


def _url_problems(name: str, url: str | None) -> list[str]:
    if not url:
        return [f"{name} is missing."]
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        return [f"{name} cannot be read as a URL."]
    if parts.scheme not in SCHEMES[name]:
        return [f"{name} must begin with {' or '.join(f'{s}://' for s in SCHEMES[name])}."]
    if not parts.hostname and name in ("EMAIL_URL", "SITE_URL"):
        return [f"{name} names no host."]
    return []


def _host_problems(environment: Mapping[str, str]) -> list[str]:
    hosts = [host for host in environment.get("ALLOWED_HOSTS", "").split(",") if host]
    if not hosts:
        return ["ALLOWED_HOSTS is missing."]
    if "*" in hosts:
        return ["ALLOWED_HOSTS must name hosts; * would let a link in an e-mail name any."]
    try:
        site = urlsplit(environment.get("SITE_URL", "")).hostname
    except ValueError:
        return []
    if site and not validate_host(site, hosts):
        return ["ALLOWED_HOSTS does not have the host of SITE_URL."]
    return []
