"""What the Contacts page says about invitations that wait for a confirmation (rule A5)."""

from collections.abc import Sequence

from django import template

from contacts.models import Aco
from invitations.confirming.checks import who_confirms
from invitations.models import Invitation

register = template.Library()


@register.simple_tag
def say_who_confirms(aco: Aco, invitations: Sequence[Invitation]) -> str:
    """Gives each of `invitations` that waits `waits_for`; one query if one does, else none."""
    if waiting := [one for one in invitations if one.is_unconfirmed and one.is_open]:
        words = who_confirms(aco, waiting)
        for one in waiting:
            one.waits_for = words[one.pk]  # type: ignore[attr-defined]
    return ""
