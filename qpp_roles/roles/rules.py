"""What holds of requests for a role and of their answers: pure Python (rules D3-D6, D9).

Numbers are limits of ours, where the documents give none.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from qpp_roles.organizations.kinds import Role

# A request is called to the Security Officials' minds after so many days of waiting.
REMIND_AFTER = (timedelta(days=3), timedelta(days=7), timedelta(days=14))
# From here on QPP staff may step in, and with the reminder of this day the requester is told so.
WAITING_LONG = timedelta(days=14)


class RequestState(StrEnum):
    """What has become of a request; derived from its timestamps."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return self.value.capitalize()


def roles_to_request(has_security_official: bool) -> tuple[Role, ...]:
    """The roles that someone may ask for: only Security Official where there is none (D3)."""
    return tuple(Role) if has_security_official else (Role.SECURITY_OFFICIAL,)


def refusal_to_request(role: Role, *, has_security_official: bool, held: Role | None) -> str:
    """Why a request is not taken, as a sentence for who asks; "" if it is (D3, D9)."""
    if held is role:
        return f"You are {role.label} of this organization already."
    if held is not None:
        return (
            f"You are {held.label} of this organization. To change your role, contact the Quality "
            "Payment Program."
        )
    if role not in roles_to_request(has_security_official):
        return (
            "This organization has no Security Official yet. The first role in it is Security "
            "Official; if that is not the right role for you, tell an administrator of your "
            "organization that it needs one."
        )
    return ""


def refusal_to_decide(*, decider_is_requester: bool, decider_role: Role | None) -> str:
    """Why someone may not answer a request of others; "" if they may (D5)."""
    if decider_is_requester:
        return "Nobody answers their own request. Another Security Official answers it."
    if decider_role is not Role.SECURITY_OFFICIAL:
        return "Only a Security Official of this organization answers its requests."
    return ""


def refusal_to_end(role: Role, *, ender_role: Role | None, own: bool) -> str:
    """Why someone does not end a role of others; "" if they do: a Security Official a Staff User's.

    A Security Official's is QPP's to end (D9).
    """
    if own:
        return "Your own role is not ended but given up, on the organization's page."
    if ender_role is not Role.SECURITY_OFFICIAL:
        return "Only a Security Official of this organization ends the role of a Staff User."
    if role is Role.SECURITY_OFFICIAL:
        return (
            "Only the Quality Payment Program ends the role of a Security Official who does not "
            "give it up. Contact it."
        )
    return ""


def refusal_to_leave(role: Role, *, other_officials: int) -> str:
    """Why someone keeps their own role; "" if they may give it up (D3, D9)."""
    if role is Role.SECURITY_OFFICIAL and not other_officials:
        return (
            "You are the last Security Official of this organization, and nobody could answer its "
            "requests without you. Name another one first: ask them to connect to the organization "
            "as Security Official, and approve their request. If they are Staff User of it, or "
            "nobody follows you, contact the Quality Payment Program."
        )
    return ""


def is_waiting_long(requested_at: datetime, now: datetime) -> bool:
    return now - requested_at >= WAITING_LONG


def refusal_to_step_in(
    *, has_security_official: bool, requested_at: datetime, now: datetime
) -> str:
    """Why QPP staff leave a request to the organization; "" where they may answer it (D5, D9).

    Only where nobody there can answer it, or nobody has for a long time.
    """
    if has_security_official and not is_waiting_long(requested_at, now):
        return (
            "The Security Officials of this organization answer its requests. QPP staff step in "
            f"where there is none, or after {WAITING_LONG.days} days."
        )
    return ""


def refusal_to_give(role: Role, *, has_security_official: bool) -> str:
    """Why QPP staff do not give a role; "" if they may: the first is Security Official (D3)."""
    if role not in roles_to_request(has_security_official):
        return (
            "This organization has no Security Official. Give someone that role first: the others "
            "depend on it."
        )
    return ""
