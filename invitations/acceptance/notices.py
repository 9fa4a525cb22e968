"""What people are told about an acceptance that waits. No mail names the name that was proven."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from accounts.models import Person
from acoms.programme.clock import in_words
from invitations.acceptance.queries import deciders, staff_decide
from invitations.models import Invitation
from invitations.notices import inviter_url
from invitations.responsible import responsible_people
from notifications.actions import notify
from notifications.kinds import Kind, register
from notifications.quoting import BY, NAME, REASON, quoted

MAIL = "invitations/email/acceptance"

WAITS = register(Kind(name="acceptance_waits", on_screen="{shown}", mail=MAIL))
TO_CONFIRM = register(Kind(name="acceptance_to_confirm", on_screen="{shown}", mail=MAIL))
CONFIRMED = register(Kind(name="acceptance_confirmed", on_screen="{shown}", mail=MAIL))
REFUSED = register(Kind(name="acceptance_refused", on_screen="{shown}", mail=MAIL))
RAN_OUT = register(Kind(name="acceptance_ran_out", on_screen="{shown}", mail=MAIL))


Typed = tuple[str, str]


class Words(NamedTuple):
    """The sentence of the mail, in our words, with what it quotes; and the one on screen, which may
    hold names (decision 0052)."""

    said: str
    shown: str
    typed: Sequence[Typed]


_SUBJECTS = {
    WAITS.name: "your acceptance waits to be confirmed",
    TO_CONFIRM.name: "decide on an acceptance",
    CONFIRMED.name: "your acceptance is confirmed",
    REFUSED.name: "an acceptance was refused",
    RAN_OUT.name: "an acceptance ended unconfirmed",
}


def who_decides(invitation: Invitation) -> str:
    return "CMS staff" if staff_decide(invitation) else f"an administrator of {invitation.aco}"


def tell_of_wait(invitation: Invitation) -> None:
    """Tell whoever accepted that it waits, and those who decide that it does."""
    until = in_words(invitation.expires_at)
    _tell_accepter(
        WAITS,
        invitation,
        f"You accepted to be {invitation.types_listed} of {invitation.aco}. The name by which your "
        f"identity was proven is another one, so that {who_decides(invitation)} confirms it first, "
        f"until {until}.",
    )
    url = decision_url(invitation)
    for person in deciders(invitation):
        what = (
            f"accepted to be {invitation.types_listed} of {invitation.aco}, but another name was "
            f"proven. Look at both names, then confirm or refuse until {until}. Until then nothing "
            "is given."
        )
        shown = f"{invitation.full_name} {what}"
        words = Words(f"Someone {what}", shown, [(NAME, invitation.full_name)])
        _tell(TO_CONFIRM, person, invitation, words, url)


def tell_of_confirmation(invitation: Invitation) -> None:
    """Tell whoever accepted that the types are theirs now; the giver hears of the activation."""
    _tell_accepter(
        CONFIRMED,
        invitation,
        f"Your acceptance is confirmed: you are now {invitation.types_listed} of {invitation.aco}.",
    )


def tell_of_refusal(invitation: Invitation, by: Person, what: str, reason: str) -> None:
    """Tell both sides that the acceptance came to nothing: `what` did whoever is `by`."""
    whoever = "CMS staff" if by.is_staff else "An administrator"
    types = f"{invitation.types_listed} of {invitation.aco}"
    for tell, who, named in (
        (_tell_accepter, "you are", "you are"),
        (_tell_giver, "whoever accepted is", f"{invitation.full_name} is"),
    ):
        end = f"not {types}. The invitation has ended."
        shown = f"{by.full_name} {what}: {named} {end}"
        shown = f"{shown} Reason: {reason}" if reason else shown
        said = f"{whoever} {what}: {who} {end}"
        tell(REFUSED, invitation, said, shown, [(BY, by.full_name), (REASON, reason)])


def tell_of_end(invitation: Invitation) -> None:
    """Tell both sides that nobody decided in time."""
    why = "Nobody confirmed in 15 days who accepted"
    _tell_accepter(
        RAN_OUT,
        invitation,
        f"{why}: your invitation to be {invitation.types_listed} of {invitation.aco} has ended. "
        "Ask for a new one.",
    )
    end = f"to be {invitation.types_listed} of {invitation.aco} has ended. It can be sent again."
    _tell_giver(
        RAN_OUT,
        invitation,
        f"{why}: an invitation {end}",
        f"{why}: the invitation of {invitation.full_name} {end}",
    )


def decision_url(invitation: Invitation) -> str:
    if staff_decide(invitation):
        return reverse("admin:invitations_invitation_acceptance", args=[invitation.pk])
    return reverse("confirm_acceptance", args=[invitation.aco.aco_id, invitation.pk])


def _tell_giver(
    kind: Kind, invitation: Invitation, said: str, shown: str, typed: Sequence[Typed] = ()
) -> None:
    typed = [(NAME, invitation.full_name), *typed]
    for person in responsible_people(invitation):
        _tell(kind, person, invitation, Words(said, shown, typed), inviter_url(invitation))


def _tell_accepter(
    kind: Kind, invitation: Invitation, said: str, shown: str = "", typed: Sequence[Typed] = ()
) -> None:
    assert invitation.answered_by is not None
    words = Words(said, shown or said, typed)
    _tell(kind, invitation.answered_by, invitation, words, reverse(settings.LOGIN_REDIRECT_URL))


def _tell(kind: Kind, person: Person, invitation: Invitation, words: Words, url: str) -> None:
    data: dict[str, Any] = {
        "said": words.said,
        "subject": f"{invitation.aco.aco_id}: {_SUBJECTS[kind.name]}",
        "shown": words.shown,
        "quoted": quoted(*words.typed),
        "aco": str(invitation.aco),
        "url": url,
    }
    notify(kind, person=person, data=data)
