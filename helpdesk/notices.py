"""The Helpdesk's answer, as whoever asked is told of it."""

from django.urls import reverse

from helpdesk.models import Ticket
from notifications.actions import notify
from notifications.kinds import Kind, register
from notifications.quoting import quoted

ANSWERED = register(
    Kind(name="helpdesk_answered", on_screen="{said}", mail="helpdesk/email/answered")
)


def tell_answered(ticket: Ticket, answer: str) -> None:
    """A person reads it in the thread; a stranger gets the answer by e-mail, and nothing that they
    typed: the address may be another's."""
    said = f"The SSP Helpdesk has answered your message {ticket.reference}."
    data = {"said": said, "reference": ticket.reference}
    if ticket.person is not None:
        url = reverse("helpdesk_ticket", args=[ticket.reference])
        notify(ANSWERED, person=ticket.person, data={**data, "url": url})
    else:
        notify(
            ANSWERED,
            address=ticket.email,
            data={**data, "url": "", "quoted": quoted(("Answer", answer))},
        )
