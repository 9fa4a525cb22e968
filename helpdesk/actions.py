"""Asking the Helpdesk and answering, each in one transaction (rule J3)."""

import secrets
from itertools import count

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.duties import require
from accounts.models import Person
from accounts.staff import Duty
from acoms.crypto.codes import crockford, grouped
from acoms.crypto.keys import macs
from acoms.once.lease import wait_for
from acoms.once.shown import Parts, refusal_of_change
from acoms.text.lines import problem_with_text, tidied_text
from acoms.text.saying import say
from helpdesk import notices
from helpdesk.errors import HelpdeskError
from helpdesk.models import Message, Ticket
from helpdesk.rules import KEPT_FOR, LONGEST, MOST_WAITING, Where
from notifications.models import Notification


@transaction.atomic
def ask(*, acting_person: Person, where: Where, body: str) -> Ticket:
    """Somebody with an account writes. The same words again while they wait are one message.
    Nobody gets a mail by this. Raises HelpdeskError."""
    body = _read(body)
    with pghistory.context(action="ask Helpdesk", acting_person=acting_person.pk):
        wait_for(f"Helpdesk messages of {acting_person.pk}")
        waiting = list(Ticket.objects.waiting().filter(person=acting_person))
        for ticket in waiting:
            if ticket.messages.filter(body=body, from_cms=False).exists():
                return ticket
        if len(waiting) >= MOST_WAITING:
            raise HelpdeskError(
                say(
                    "{number} of your messages wait for an answer. If it is urgent, call us.",
                    number=MOST_WAITING,
                )
            )
        ticket = Ticket.objects.create(
            reference=_new_reference(), where=where.value, person=acting_person
        )
        ticket.messages.create(body=body, written_by=acting_person)
        return ticket


@transaction.atomic
def ask_as_stranger(*, name: str, email: str, network: str, where: Where, body: str) -> Ticket:
    """The same of somebody without an account. Their words are one message only where they come
    again from their network: nobody else hears of them, or is held up by them."""
    body = _read(body)
    with pghistory.context(action="ask Helpdesk"):
        wait_for(f"Helpdesk message {_reference_of(network, email, body)}")
        for answered in count():  # how often these words were
            reference = _reference_of(network, email, body, f"{answered}")
            found = Ticket.objects.with_last().filter(reference=reference).first()
            if found is None:
                break
            if found.waits:
                return found
        ticket = Ticket.objects.create(
            reference=reference, where=where.value, name=name, email=email
        )
        ticket.messages.create(body=body)
        return ticket


@transaction.atomic
def go_on(*, acting_person: Person, ticket: Ticket, body: str) -> None:
    """Whoever asked writes more in their thread, which opens it again. Raises HelpdeskError."""
    body = _read(body)
    with pghistory.context(action="write to Helpdesk", acting_person=acting_person.pk):
        ticket = _locked(ticket)
        if ticket.person_id != acting_person.pk:
            raise HelpdeskError("This message is somebody else's.")
        last = ticket.messages.last()
        if last is not None and not last.from_cms and last.body == body:
            return
        ticket.messages.create(body=body, written_by=acting_person)
        ticket.closed_at = ticket.closed_by = None
        ticket.save()


def shown_to_end(last: Message | None) -> Parts:
    """What a page shows before a ticket is answered or closed (`acoms.once.shown`)."""
    return {"what was written": last and last.pk}


@transaction.atomic
def answer(*, acting_person: Person, ticket: Ticket, body: str, shown: str | None = None) -> None:
    """CMS staff answer; said twice in the same words it is done once. Raises Refused and
    HelpdeskError."""
    require(acting_person, Duty.ANSWER_HELPDESK)
    body = _read(body)
    with pghistory.context(action="answer Helpdesk message", acting_person=acting_person.pk):
        ticket = _locked(ticket)
        last = ticket.messages.last()
        if last is not None and last.from_cms:
            if last.body == body and last.written_by_id == acting_person.pk:
                return
            raise HelpdeskError("Somebody has answered this already. Read the thread first.")
        if ticket.closed_by is not None:
            raise HelpdeskError(
                f"{ticket.closed_by.full_name} has closed this without an answer. Ask them why: "
                "what is closed is not answered."
            )
        if changed := refusal_of_change(shown, shown_to_end(last)):
            raise HelpdeskError(changed)
        ticket.messages.create(body=body, written_by=acting_person, from_cms=True)
        notices.tell_answered(ticket, body)


@transaction.atomic
def close(*, acting_person: Person, ticket: Ticket, shown: str | None = None) -> None:
    """CMS staff say that it needs no answer. Raises Refused and HelpdeskError."""
    require(acting_person, Duty.ANSWER_HELPDESK)
    with pghistory.context(action="close Helpdesk message", acting_person=acting_person.pk):
        ticket = _locked(ticket)
        if ticket.closed_at is None:
            if changed := refusal_of_change(shown, shown_to_end(ticket.messages.last())):
                raise HelpdeskError(changed)
            ticket.closed_at, ticket.closed_by = timezone.now(), acting_person
            ticket.save()


@transaction.atomic
def forget_old() -> int:
    """Delete what was said last two years ago, with the names and addresses of strangers and the
    mails to them; says how many tickets that were."""
    now = timezone.now()
    with pghistory.context(action="forget Helpdesk messages"):
        tickets = list(Ticket.objects.to_forget(now).values_list("pk", flat=True))
        Message.objects.filter(ticket__in=tickets).delete()
        Ticket.objects.filter(pk__in=tickets).delete()
        # A stranger's ticket ends with its answer.
        Notification.objects.filter(
            kind=notices.ANSWERED.name, person=None, created_at__lt=now - KEPT_FOR
        ).delete()
        return len(tickets)


def _locked(ticket: Ticket) -> Ticket:
    return Ticket.objects.select_for_update(of=("self",)).select_related("person").get(pk=ticket.pk)


def _read(body: str) -> str:
    body = tidied_text(body)
    if not body:
        raise HelpdeskError(say("Enter your message."), field="body")
    if len(body) > LONGEST:
        raise HelpdeskError(say("Write at most {most:,} characters.", most=LONGEST), field="body")
    if problem := problem_with_text(body):
        raise HelpdeskError(problem, field="body")
    return body


def _new_reference() -> str:
    """40 bits by chance: nobody guesses another's, and no two are alike in practice."""
    return _reference(secrets.token_bytes(5))


def _reference_of(*said: str) -> str:
    """The reference of what a stranger has said, which nobody makes who lacks the key."""
    return _reference(macs("Helpdesk references", "\n".join(said))[0][:5])


def _reference(bits: bytes) -> str:
    return grouped(crockford(bits, 8))


def move_tickets(kept: Person, gone: Person) -> None:
    """Inside the merge's transaction."""
    Ticket.objects.filter(person=gone).update(person=kept)
