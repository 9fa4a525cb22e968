"""Every address of an ACO with the id of another one's object, by somebody entitled in their own.

Whoever may do everything in their ACO is the one who could notice that a look-up forgets whose the
object is: a stranger is turned away before.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from api.webhooks.models import WebhookDelivery
from contacts.models import Aco
from documents.correspondence.models import Delivery
from invitations.actions import Invitee, invite
from invitations.bulk.actions import prepare_bulk_invitation
from invitations.bulk.reading import read_text
from invitations.models import Invitation
from participants.certification.models import CertifiedList
from participants.certification.storage import SIGNED
from participants.changes.actions.files import prepare_change_file
from participants.changes.models import ChangeRequest
from participants.data_sharing.models import DataSharingFile, DataSharingProgress
from participants.deciding.models import FeedbackLetter
from participants.lists.snapshot import canonical_json, sha256, take
from participants.years.models import FeedbackCycle, PerformanceYear
from qpp_roles.organizations.kinds import Role
from qpp_roles.roles.models import RoleRequest
from signing.models import EventDocument
from tests.access.url_map import Url, every_url
from tests.api.credentials.keeping import made as made_credentials
from tests.api.webhooks.receiver import message_of
from tests.cast import make_aco, make_contact, make_participant, make_person
from tests.documents.correspondence.written import a_file, sent
from tests.documents.files.published import publish_file
from tests.invitations.bulk.lists import with_headings
from tests.participants.certification.certifying import kept
from tests.participants.changes.asked import document, draft, make_cycles
from tests.signing.events import open_for, signed_for
from tests.signing_in import sign_in

# Everything that an ACO's addresses ask of a person is open to one who holds these.
TYPES = ["aco_executive", "it_primary", "qpp_security_official", "credential_delegate"]
KEYS = re.compile(r"<(\w+)>")
# A word of the address that names no object of an ACO.
NAMES = {
    "change_kind": "add-participant",
    "report": "completeness",
    "extension": "csv",
    "number": "1",
}
NO_OBJECTS = set(NAMES)
URLS = [
    url
    for url in every_url()
    if {"aco_id"} < set(KEYS.findall(url.route)) - NO_OBJECTS
    # As the Data Hub's; and what programs ask for, in tests/api/v1.
    and not url.name.startswith(("yearly_review_", "aco_reporting_", "api_"))
] + [url for url in every_url() if url.name in {"yearly_review_confirm", "yearly_review_end"}]


def _contact(aco: Aco, person: Person) -> int:
    return int(make_contact(aco, make_person(f"contact_{aco.aco_id}".lower()), ["other"]).pk)


def _invitation(aco: Aco, person: Person) -> int:
    jo = Invitee(first_name="Jo", last_name="Chen", email=f"jo.{aco.aco_id}@example.net")
    made = invite(acting_person=person, aco=aco, invitee=jo, codes=["other"])
    # Accepted, to be confirmed: so that each of its pages opens for those whose it is.
    Invitation.objects.filter(pk=made.pk).update(
        accepted_at=timezone.now(), answered_by=make_person(f"accepts_{aco.aco_id}".lower())
    )
    return made.pk


def _bulk(aco: Aco, person: Person) -> int:
    reading = read_text(with_headings("Ann,Ray,ann@example.net,,,other"))
    return prepare_bulk_invitation(
        acting_person=person, aco=aco, source="Pasted rows", reading=reading
    ).pk


def _change_file(aco: Aco, person: Person) -> int:
    text = "Change,Date,TIN\nRemove participant,2026-10-01,001799999"
    return prepare_change_file(
        acting_person=person, aco=aco, source="changes.csv", text=text, remarks=[]
    ).pk


def _services(aco: Aco, person: Person) -> int:
    day = timezone.localdate()
    services = DataSharingFile.objects.create(
        aco=aco, source="services.csv", today=day, size=1, uploaded_by=person, delete_on=day
    )
    DataSharingProgress.objects.create(file=services)
    return int(services.pk)


def _letter(aco: Aco, person: Person) -> int:
    cycle = FeedbackCycle.objects.get(performance_year=2027, number=1)
    made = FeedbackLetter.objects.create(aco=aco, cycle=cycle, sent_by=person, lines=[])
    return int(made.pk)


def _certified_year(aco: Aco, person: Person) -> int:
    """A year for which this ACO has a certified list, and no other has one."""
    number = 2027 if aco.aco_id == "A9101" else 2028
    days = {"certify_from": date(number - 1, 12, 1), "certify_by": date(number, 1, 31)}
    PerformanceYear.objects.get_or_create(year=number, defaults=days)
    content = canonical_json(take(aco, date(number, 1, 1)))
    certified = CertifiedList.objects.create(
        aco=aco,
        performance_year_id=number,
        certified_by=person,
        statement="…",
        participants=1,
        providers=0,
        content=content,
        sha256=sha256(content),
        **kept(),
    )
    SIGNED.save(certified.signed_as, [b"A PDF"])
    return number


def _role_request(aco: Aco, person: Person) -> int:
    asking = make_person(f"asking_{aco.aco_id}".lower())
    made = RoleRequest.objects.create(aco=aco, person=asking, role=Role.STAFF_USER.value)
    return int(made.pk)


def _aco_event(aco: Aco, person: Person) -> int:
    staff = make_person(f"opens_{aco.aco_id}".lower(), staff_role="administrator")
    return int(open_for(aco, staff).pk)


def _event_document(aco: Aco, person: Person) -> int:
    return int(EventDocument.objects.get(event__aco_events__aco=aco).pk)


# Each key of an address, with what makes an object of an ACO for it. A new key fails until it
# stands here.
OBJECTS: dict[str, Callable[[Aco, Person], object]] = {
    "uid": lambda aco, person: made_credentials(person, aco).credentials.uid,
    "contact_id": _contact,
    "invitation_id": _invitation,
    "bulk_id": _bulk,
    "participant_id": lambda aco, _: make_participant(aco).pk,
    "change_id": lambda aco, person: draft(aco, person).pk,
    "change_file_id": _change_file,
    "file_id": _services,
    "published_id": lambda aco, _: publish_file(aco).file_id,
    "letter_id": _letter,
    "delivery_id": lambda aco, person: sent(aco, person).pk,
    "year": _certified_year,
    "request_id": _role_request,
    "aco_event_id": _aco_event,
    "document_id": _event_document,
    "signature_id": lambda aco, _: signed_for(aco).pk,
    "webhook_uid": lambda aco, person: message_of(aco, person).webhook.uid,
}


def _objects(aco: Aco) -> tuple[Person, dict[str, str]]:
    person = make_person(f"leads_{aco.aco_id}".lower())
    make_contact(aco, person, TYPES)
    made = {key: str(make(aco, person)) for key, make in OBJECTS.items()}
    change = ChangeRequest.objects.get(aco=aco, pk=made["change_id"])
    made["attachment_id"] = str(document(change, person, "other").pk)
    message = Delivery.objects.get(pk=made["delivery_id"]).message
    made["sent_file_id"] = str(a_file(message, person).pk)
    told = WebhookDelivery.objects.get(webhook__uid=made["webhook_uid"])
    made["message_uid"] = str(told.uid)
    return person, {**NAMES, "aco_id": aco.aco_id, **made}


def _statuses(browser: Client, url: Url, arguments: dict[str, str]) -> set[int]:
    """What GET and POST are answered, each undone."""
    found = set()
    for ask in (browser.get, browser.post):
        with transaction.atomic():
            answer = ask(url.path(arguments))
            found.add(answer.status_code)
            transaction.set_rollback(True)
    return found - {405}


@pytest.mark.rule("E1")
def test_another_acos_object_is_not_there_for_whoever_may_do_everything_in_their_own(
    db: None, settings: Any
) -> None:
    settings.RECERTIFICATION_OPENS = (2, 1)  # there is a review all year
    make_cycles(2027)
    _, theirs = _objects(make_aco("A9102", "Elsewhere"))
    person, own = _objects(make_aco("A9101"))
    browser = sign_in(Client(), person)
    wrong = []
    for url in URLS:
        if not _statuses(browser, url, own) - {404, 403}:
            wrong.append(f"{url.name} with one's own does not open, so that it proves nothing")
        for key in set(KEYS.findall(url.route)) - {"aco_id"} - NO_OBJECTS:
            found = _statuses(browser, url, {**own, key: theirs[key]})
            if found != {404}:
                wrong.append(f"{url.name} with the {key} of another ACO answers {found}")
    assert not wrong


@pytest.mark.rule("E1")
def test_every_key_of_an_acos_address_has_an_object() -> None:
    keys = {key for url in URLS for key in KEYS.findall(url.route)} - {"aco_id"}
    assert keys - NO_OBJECTS == {*OBJECTS, "attachment_id", "sent_file_id", "message_uid"}
