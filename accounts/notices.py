"""What people are told about their accounts."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils import timezone

from notifications.kinds import Kind, Outgoing, register

if TYPE_CHECKING:
    from accounts.models import Person


def reset_link(person: "Person") -> str:
    """The link with which the person sets a new password; it lives an hour."""
    from allauth.account.utils import user_pk_to_url_str

    kwargs = {
        "uidb36": user_pk_to_url_str(person),
        "key": default_token_generator.make_token(person),
    }
    return str(settings.SITE_URL) + reverse("account_reset_password_from_key", kwargs=kwargs)


def _reset_links(notifications: Sequence[Outgoing]) -> Mapping[int, dict[str, Any]]:
    """A fresh link for each; none for a request that is older than a link lives (rule E5)."""
    from accounts.models import Person

    since = timezone.now() - timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)
    asked = {n.pk: n.person_id for n in notifications if n.created_at > since}
    people = Person.objects.filter(is_active=True).in_bulk([*asked.values()])
    return {
        pk: {
            "link": reset_link(person),
            "minutes": settings.PASSWORD_RESET_TIMEOUT // 60,
        }
        for pk, person_id in asked.items()
        if (person := people.get(person_id))
    }


PASSWORD_RESET = register(
    Kind(
        name="accounts.password_reset",
        mail="accounts/email/password_reset",
        mail_contexts=_reset_links,
        speaks=True,
    )
)
SECURITY_CHANGE = register(
    Kind(
        name="accounts.security_change",
        on_screen="{what}",
        mail="accounts/email/security_change",
        speaks=True,
    )
)
RECOVERY_CODE_USED = register(
    Kind(
        name="accounts.recovery_code_used",
        on_screen="A recovery code was used. You have {left} left.",
        mail="accounts/email/recovery_code_used",
        speaks=True,
    )
)
ACCOUNTS_MERGED = register(
    Kind(
        name="accounts.merged",
        on_screen="CMS staff merged the account {gone} into {kept}: they were one person's. "
        "Sign in as {kept}; {gone} is closed.",
        mail="accounts/email/merged",
        speaks=True,
    )
)
