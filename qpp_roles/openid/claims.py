"""What a website is told of a person: in the ID token who it is, by userinfo the roles too (rules
B3, D8)."""

from collections.abc import Collection
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import Person
from qpp_roles.openid.models import SignIn
from qpp_roles.openid.rules import ACR
from qpp_roles.roles.queries import QppRole, roles_of


def subject_of(person: Person) -> str:
    """What a website knows a person by, for ever."""
    return str(person.pk)


def userinfo_of(person: Person, scopes: Collection[str]) -> dict[str, Any]:
    """All claims of these scopes, read now.

    The roles are in no ID token: websites send it back in the address of a sign-out, where those of
    three hundred organizations find no room.
    """
    claims = claims_of(person, scopes)
    if "qpp" in scopes:
        claims["organizations"] = [_organization(role) for role in roles_of(person.pk)]
    return claims


def claims_of(person: Person, scopes: Collection[str]) -> dict[str, Any]:
    """Who the person is, as these scopes ask, read now."""
    claims: dict[str, Any] = {"sub": subject_of(person)}
    if "profile" in scopes:
        claims |= {
            "name": person.full_name,
            "family_name": person.last_name,
            "preferred_username": person.user_id,
        }
        if person.first_name:  # a name of one word has none
            claims["given_name"] = person.first_name
    if "email" in scopes:
        verified = EmailAddress.objects.filter(user=person, email=person.email, verified=True)
        claims |= {"email": person.email, "email_verified": verified.exists()}
    return claims


def _organization(role: QppRole) -> dict[str, Any]:
    """One organization with the role there and what that allows.

    What tells it from another of its name is among it, as the pages here show it: an ID, a place,
    the end of a TIN. No TIN is whole.
    """
    told = {
        "identifier": role.identifier,
        "location": role.location,
        "tin_masked": role.masked_tin,
    }
    return {
        "type": role.kind.type.value,
        "kind": role.kind.code,
        "id": f"{role.kind.code}:{role.place_id}",
        "name": role.name,
        **{name: value for name, value in told.items() if value},
        "role": role.role.value,
        "allows": [one.code for one in role.allows],
    }


def claims_of_sign_in(sign_in: SignIn) -> dict[str, Any]:
    """When and how the person signed in here, and what the sign-in is called if it ends."""
    return {
        "auth_time": int(sign_in.signed_in_at.timestamp()),
        "acr": ACR,
        "amr": sign_in.methods,
        "sid": str(sign_in.sid),
    }
