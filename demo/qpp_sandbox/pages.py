"""The sandbox's HTML."""

from datetime import datetime
from html import escape
from typing import Any
from zoneinfo import ZoneInfo

from demo.qpp_sandbox.client import SignIn

EASTERN = ZoneInfo("America/New_York")
ROLES = {"security_official": "Security Official", "staff_user": "Staff User"}
TYPES = {
    "practice": "Practice",
    "apm-entity": "APM Entity",
    "registry": "Registry",
    "virtual-group": "Virtual Group",
}
METHODS = {
    "pwd": "password",
    "otp": "authenticator app",
    "recovery_code": "recovery code",
    "mfa": "two factors",
}


def _page(title: str, body: str, said: str = "") -> str:
    told = f'<p class="told" role="status">{escape(said)}</p>' if said else ""
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)} · QPP sandbox</title>
<link rel="stylesheet" href="/sandbox.css">
</head>
<body>
<header><div><strong>QPP sandbox</strong> <span>A demonstration, not a website of CMS</span></div>
</header>
<main>
{told}<h1>{escape(title)}</h1>
{body}
</main>
<footer><div>This stands in for QPP's website, and knows only what ACO-MS tells it.</div></footer>
</body>
</html>
"""


def _button(to: str, label: str, kind: str = "", more: str = "") -> str:
    return f'<form method="post" action="{to}">{more}<button class="{kind}">{label}</button></form>'


def welcome(said: str) -> str:
    again = '<input type="hidden" name="prompt" value="login">'
    return _page(
        "Sign in to QPP",
        "<p>People with a role in an organization sign in here with their ACO-MS user ID, "
        "password and second factor.</p>"
        f'<div class="actions">{_button("/sign-in", "Sign in with ACO-MS", "main")}'
        f"{_button('/sign-in', 'Sign in as someone else', '', again)}</div>",
        said,
    )


def not_found() -> str:
    return _page("There is no such page", '<p><a href="/">To the first page</a></p>')


def signed_in(sign_in: SignIn, said: str) -> str:
    told, claims = sign_in.userinfo, sign_in.claims
    methods = ", ".join(METHODS.get(one, one) for one in claims.get("amr", []))
    facts = [
        ("Name", told.get("name", "")),
        ("ACO-MS user ID", told.get("preferred_username", "")),
        ("E-mail", told.get("email", "")),
        ("Signed in to ACO-MS", f"{_time(claims['auth_time'])}, with {methods}"),
        ("These tokens", f"made {_time(claims['iat'])}, good until {_time(claims['exp'])}"),
    ]
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(fact)}</dd>" for name, fact in facts)
    return _page(
        f"Signed in as {told.get('name', '')}",
        f"<dl>{rows}</dl>"
        f'<div class="actions">{_button("/refresh", "Ask ACO-MS again", "main")}'
        f"{_button('/sign-out', 'Sign out')}</div>"
        f"<h2>What you may do</h2>{_organizations(told.get('organizations', []))}",
        said,
    )


def _organizations(organizations: list[dict[str, Any]]) -> str:
    if not organizations:
        return "<p>You have no role in any organization. Get one in ACO-MS, then ask again.</p>"
    return "".join(_organization(one) for one in organizations)


def _organization(one: dict[str, Any]) -> str:
    identifier = f" ({escape(one['identifier'])})" if one.get("identifier") else ""
    allows = "".join(f"<li>{escape(_words(code))}</li>" for code in one["allows"])
    return (
        f'<section><h3>{escape(one["name"])}{identifier}</h3><p class="role">'
        f"{escape(ROLES.get(one['role'], one['role']))} · "
        f"{escape(TYPES.get(one['type'], one['type']))}{_where(one)}</p>"
        f"<ul>{allows}</ul></section>"
    )


def _where(one: dict[str, Any]) -> str:
    """What tells it from others of its name, besides an ID."""
    tin = f"TIN {one['tin_masked']}" if one.get("tin_masked") else ""
    return "".join(f" · {escape(fact)}" for fact in (one.get("location"), tin) if fact)


def _words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _time(seconds: int) -> str:
    moment = datetime.fromtimestamp(seconds, EASTERN)
    half = "a.m." if moment.hour < 12 else "p.m."
    clock = f"{moment.hour % 12 or 12}:{moment:%M:%S} {half}"
    return f"{moment:%B} {moment.day}, {moment.year}, {clock} Eastern Time"
