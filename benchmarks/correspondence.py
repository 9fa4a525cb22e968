"""`correspondence_10000`: a message to 500 ACOs of twenty people, until the last mail is out."""

from typing import Any

from django.core import mail
from django.test.utils import override_settings
from django.utils import timezone

from accounts.models import Person
from benchmarks.alternating import alternate
from benchmarks.mail_relay import relay_all, send
from benchmarks.people import person
from benchmarks.results import Result
from contacts.models import Aco, Contact, HeldType
from documents.correspondence.actions.composing import save_draft
from documents.correspondence.actions.sending import confirm_message, send_deliveries, start_due
from documents.correspondence.models import Message
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification

TEXT = "The deadline for quality data moves.\n\nPlease tell your participants." * 5


def measure(acos: int, people: int, rounds: int) -> Result:
    Notification.objects.all().delete()  # what the other benchmarks left
    staff, ids = _staff(), _acos(acos, people)
    number = acos * people
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        write_to(staff, ids)
        relay_due_mail()
    rendered: list[Any] = list(mail.outbox)
    mail.outbox.clear()

    def ours() -> None:
        write_to(staff, ids)
        relay_all(number)

    costs = alternate(ours, lambda: send(rendered), rounds=rounds, here=True)
    return Result(
        name="correspondence_10000",
        ours=costs.ours.cpu / number * 1000,
        floor=costs.floor.cpu / number * 1000,
        unit="ms of CPU",
        note=f"for each of {number:,} people of {acos:,} ACOs: {number / costs.ours.wall:,.0f} a "
        f"second, the floor {number / costs.floor.wall:,.0f}; "
        f"{costs.wall_ratio:.2f} times the wait",
    )


def write_to(staff: Person, aco_ids: list[str]) -> None:
    """A message confirmed, and sent as the worker does it."""
    message = Message(subject="Quality data", body=TEXT, to="listed", aco_ids=aco_ids)
    save_draft(acting_person=staff, message=message)
    confirm_message(acting_person=staff, message=message)
    for begun in start_due():
        while send_deliveries(begun, 25):
            pass


def _staff() -> Person:
    staff = person(9906)
    staff.is_staff, staff.staff_role = True, "analyst"
    staff.save()
    return staff


def _acos(number: int, people: int) -> list[str]:
    """ACOs with their Compliance Contacts, of whom an ACO may have many."""
    acos = Aco.objects.bulk_create(
        Aco(aco_id=f"A3{each:04}", name=f"Reading ACO {each}") for each in range(number)
    )
    persons = Person.objects.bulk_create(
        Person(
            user_id=f"reads.{each:06}",
            email=f"reads.{each:06}@example.org",
            first_name="Pat",
            last_name=f"Reader {each}",
            proofed_at=timezone.now(),
            proofed_by="benchmarks",
        )
        for each in range(number * people)
    )
    contacts = Contact.objects.bulk_create(
        Contact(aco=acos[each // people], person=one) for each, one in enumerate(persons)
    )
    HeldType.objects.bulk_create(
        HeldType(contact=contact, aco=contact.aco, type="compliance") for contact in contacts
    )
    return [aco.aco_id for aco in acos]
