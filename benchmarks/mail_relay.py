"""`mail_relay`: invitations in the outbox rendered and sent to a mail server of this machine."""

from datetime import timedelta
from typing import Any

from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from benchmarks.alternating import alternate
from benchmarks.people import person
from benchmarks.results import Result
from contacts.models import Aco
from invitations.models import Invitation
from invitations.notices import INVITED
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification


def measure(invitations: int, rounds: int) -> Result:
    Notification.objects.all().delete()  # what the other benchmarks left
    fill_outbox(invitations)
    rendered = rendered_mail()
    costs = alternate(
        lambda: relay_all(invitations),
        lambda: send(rendered),
        rounds=rounds,
        here=True,
        between=make_due,
    )
    return Result(
        name="mail_relay",
        ours=costs.ours.cpu / invitations * 1000,
        floor=costs.floor.cpu / invitations * 1000,
        unit="ms of CPU",
        note=f"for each of {invitations:,} mails: {invitations / costs.ours.wall:,.0f} a second, "
        f"the floor {invitations / costs.floor.wall:,.0f}; "
        f"{costs.wall_ratio:.2f} times the wait",
    )


def fill_outbox(number: int) -> None:
    """Open invitations, each with its mail waiting, as `invitations.actions.invite` leaves them."""
    aco = Aco.objects.create(aco_id="A9903", name="Mailing ACO")
    sender, now = person(9903), timezone.now()
    invitations = Invitation.objects.bulk_create(
        Invitation(
            aco=aco,
            email=f"mail.{each}@example.org",
            first_name="Pat",
            last_name=f"Invitee {each}",
            types=["other", "compliance"],
            invited_by=sender,
            sent_at=now,
            expires_at=now + timedelta(days=15),
        )
        for each in range(number)
    )
    Notification.objects.bulk_create(
        Notification(
            kind=INVITED.name,
            address=invitation.email,
            data={"invitation": invitation.pk, "generation": 1},
            on_screen=False,
            by_email=True,
        )
        for invitation in invitations
    )


def rendered_mail() -> list[Any]:
    """The very messages that the relay makes of the outbox."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        relay_due_mail()
    return list(mail.outbox)


def make_due() -> None:
    Notification.objects.update(sent_at=None)


def relay_all(number: int) -> None:
    sent = relay_due_mail()
    if sent != number:
        raise AssertionError(f"the relay sent {sent} of {number}")


def send(messages: list[Any]) -> None:
    with mail.get_connection() as kept:
        kept.send_messages(messages)
