"""What production must be told, and what is too weak to start with.

Every problem is found in one go, and no message repeats the value that it is about.
"""

from collections.abc import Mapping
from urllib.parse import urlsplit

from django.http.request import validate_host

from acoms.crypto.signing_keys import problems_with

SHORTEST_SECRET = 32
FEWEST_CHARACTERS = 12
# What people leave in a secret that they meant to replace.
PLACEHOLDERS = ("change", "replace", "secret", "insecure", "default", "password", "example", "0123")

SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss", "unix"),
    "EMAIL_URL": ("smtp", "smtps", "smtp+tls", "smtp+ssl"),
    "SITE_URL": ("https",),
}


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
        *_attachment_problems(environment),
    ]
    keys = environment.get("ACOMS_KEYS", "").split(",")
    if environment.get("SECRET_KEY") and environment["SECRET_KEY"] in keys:
        found.append("ACOMS_KEYS has SECRET_KEY among its keys; each is for itself.")
    if len(set(keys)) < len(keys):
        found.append("ACOMS_KEYS has the same key twice.")
    return found


def _bureau_problems(environment: Mapping[str, str]) -> list[str]:
    """Nobody runs with the sandbox by oversight: the bureau must be named (rule A9)."""
    if environment.get("PROOFING_BUREAU"):
        return []
    return [
        "PROOFING_BUREAU is missing. Name the class of your identity bureau; "
        "accounts.proofing.sandbox.SandboxBureau is for trials only and proves nothing."
    ]


def _pecos_problems(environment: Mapping[str, str]) -> list[str]:
    """Nobody is screened by the sandbox by oversight either (rule C5)."""
    if environment.get("PECOS_SOURCE"):
        return []
    return [
        "PECOS_SOURCE is missing. Name the class that looks enrollment up in PECOS; "
        "participants.screening.sandbox.SandboxPecos is for trials only and knows nothing."
    ]


def _attachment_problems(environment: Mapping[str, str]) -> list[str]:
    """Where documents lie must not depend on where a process was started."""
    root = environment.get("FILES_ROOT", "/")
    return [] if root.startswith("/") else ["FILES_ROOT must be an absolute path."]


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
