"""What holds of websites and of the sign-ins to them: pure Python (rules B3, E5).

How long tokens and sign-ins last is in the settings: no longer than a session here.
"""

from datetime import timedelta
from urllib.parse import quote, urlencode, urlsplit

# What a website may ask for; `qpp` is the roles. A refresh token comes with `offline_access` as
# without it.
SCOPES = ("openid", "profile", "email", "qpp", "offline_access")
# A question travels a second time as the `next` of the sign-in page, with its escapes escaped, in
# an address of at most 8190 characters (`acoms.operations.server`). The nonce comes back in the ID
# token, and that in the address of a sign-out; so does the sign-out's state.
LONGEST = {"The question": 4_000, "state": 2_000, "nonce": 500}
# Password and second factor, by a person whose identity was proven (rule A9): there is no less.
ACR = "urn:acoms:acr:two-factor"
AMR_APP = ("pwd", "otp", "mfa")
AMR_RECOVERY_CODE = ("pwd", "recovery_code", "mfa")

# How long the record of a sign-in is kept where it works; its history stays.
RECORD_LASTS = timedelta(days=2)

# A website that does not answer to a logout is asked again, later and later, and then no more:
# by then all that it was given has run out.
GIVE_UP_AFTER = timedelta(hours=12)
LONGEST_DELAY = timedelta(minutes=30)

LONGEST_URI = 500
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def delay_before(attempt: int) -> timedelta:
    """How long to wait before try number `attempt` (2, 3, …): ten seconds, doubling."""
    return min(timedelta(seconds=10 * 2 ** min(attempt - 2, 20)), LONGEST_DELAY)


def problem_with_uri(uri: str, *, local_mode: bool) -> str:
    """What is wrong with an address of a website, as a sentence; "" if nothing is.

    Over plain http only on this machine, and only in local mode.
    """
    if len(uri) > LONGEST_URI or not uri.isascii() or not uri.isprintable() or " " in uri:
        return f"{uri[:60]!r} cannot be an address: plain characters, without spaces."
    try:
        parts = urlsplit(uri)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return f"{uri} cannot be read as an address."
    if "*" in uri:
        return f"{uri} has a *: each address is registered whole."
    if parts.scheme not in ("https", "http") or not host:
        return f"{uri} must begin with https:// and name a host."
    if parts.scheme == "http" and not (local_mode and host in LOOPBACK):
        return f"{uri} must begin with https://."
    if parts.fragment or uri.endswith("#"):
        return f"{uri} must not have a part after #."
    if parts.username or parts.password:
        return f"{uri} must not have a user name or a password."
    return ""


def problem_with_length(name: str, said: str) -> str:
    """That something named in `LONGEST` is longer than it may be, as a sentence; "" if it is not.

    KeyError for another name.
    """
    longest = LONGEST[name]
    return f"{name} is longer than {longest} characters." if len(said) > longest else ""


def origin_of(uri: str) -> str:
    """The scheme, host and port of an address, as a Content-Security-Policy names a source."""
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}"


def with_answer(uri: str, answer: dict[str, str]) -> str:
    """A registered address, which has no fragment, with an answer added to its query."""
    return f"{uri}{'&' if '?' in uri else '?'}{urlencode(answer, quote_via=quote)}"
