"""Identity proofing on an account that is in use passes under its owner's name alone (rule A9)."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import ProvenPerson, create_proven_people, remove_second_factor
from accounts.models import Person, ProofingAttempt
from accounts.queries import is_in_use
from accounts.rules import is_owners_name
from acoms.text.names import Name
from notifications.actions.relay import relay_due_mail
from tests.accounts.door import (
    PASSWORD,
    SET_UP,
    answer,
    give_identity,
    give_password,
)
from tests.cast import Cast, make_contact, make_person

pytestmark = [pytest.mark.rule("A9"), pytest.mark.django_db]

IDENTITY = "/account/identity/"
VICTORIA = Name("Victoria", "Onslow")
USED: dict[str, Callable[[Person], object]] = {
    "signed in": lambda one: Person.objects.filter(pk=one.pk).update(last_login=timezone.now()),
    "proven before": lambda one: remove(one),
    "one of CMS staff": lambda one: Person.objects.filter(pk=one.pk).update(
        staff_role="viewer", is_staff=True
    ),
    "keeps a merged account": lambda one: make_person(
        "old.account", merged_into=one, is_active=False, proofed_at=None
    ),
    "holds a type": lambda one: make_contact(Cast().lakeside, one, ["other"]),
}


def account(**fields: object) -> Person:
    defaults = {"first_name": "Victoria", "last_name": "Onslow", "proofed_at": None}
    person = make_person("victoria.o", **{**defaults, **fields})
    person.set_password(PASSWORD)
    person.save()
    return person


def remove(person: Person) -> None:
    """Proven, and then without factor and proof."""
    person.proofed_at = timezone.now()
    person.save()
    staff = Person.objects.filter(user_id="sid.staff").first()
    staff = staff or make_person("sid.staff", staff_role="administrator")
    remove_second_factor(acting_person=staff, person=person, reason="Phone lost")


def prove(person: Person, first: str, last: str) -> tuple[Client, str]:
    """The browser that did so with the right password, and where it was led."""
    client = Client()
    assert give_password(client, person)["Location"] == IDENTITY
    page = give_identity(client, first_name=first, last_name=last)
    return client, answer(client, page)["Location"]


@pytest.mark.parametrize("use", USED.values(), ids=USED)
def test_an_intruder_with_the_password_proves_nothing_under_their_own_name(
    use: Callable[[Person], object],
) -> None:
    person = account(proven_first_name="Vicky", proven_last_name="Onslow-Hart")
    use(person)
    intruder, led_to = prove(person, "Mallory", "Badger")
    assert led_to == IDENTITY
    attempt = person.proofing_attempts.get()
    page = intruder.get(IDENTITY).content.decode()
    assert attempt.reference in page
    assert "ask for manual proofing" in page
    assert "4 of them left" in page
    assert intruder.get(SET_UP).status_code == 302
    person.refresh_from_db()
    assert person.proofed_at is None
    assert person.proven_name == Name("Vicky", "Onslow-Hart")
    assert attempt.outcome == ProofingAttempt.Outcome.OTHER_NAME
    for first, last in (("Vicky", "Hart"), ("VICTORIA", "Onslow"), ("Onslow", "Victoria")):
        assert prove(person, first, last)[1] == SET_UP


def test_the_owner_is_told_without_the_name_and_cms_staff_see_it(client: Client) -> None:
    person = account()
    remove(person)
    mail.outbox.clear()
    prove(person, "Mallory", "Badger")
    relay_due_mail()
    said = [str(one.body) for one in mail.outbox if one.to == [person.email]]
    assert any("under another name than yours" in one for one in said)
    assert "Mallory" not in "".join(said)
    change = f"/admin/accounts/person/{person.pk}/change/"
    assert "Passed under another name" in Cast().browser("cms_staff").get(change).content.decode()


def test_who_came_from_harp_keeps_the_account_without_ever_signing_in() -> None:
    one = ProvenPerson(
        user_id="victoria.o",
        email="victoria.o@example.org",
        first_name="Victoria",
        last_name="Onslow",
        proofed_at=timezone.now(),
    )
    [person] = create_proven_people(proofed_by="HARP", people=[one])
    assert is_in_use(person)
    staff = make_person("sid.staff", staff_role="administrator")
    remove_second_factor(acting_person=staff, person=person, reason="By mistake")
    assert is_in_use(person)


def test_an_account_that_nobody_has_used_takes_any_name_once() -> None:
    """Its acceptance waits for confirmation instead; from then on it is that person's."""
    person = account()
    assert prove(person, "Peggy", "Chen")[1] == SET_UP
    person.refresh_from_db()
    assert person.proven_name == Name("Peggy", "Chen")
    assert prove(person, "Mallory", "Badger")[1] == IDENTITY
    assert prove(person, "Peggy", "Chen")[1] == SET_UP


def test_after_proof_by_hand_the_accounts_name_counts_and_staff_correct_it() -> None:
    """Vicky Hart was Victoria Onslow: the page of the proof says that her account is to say so."""
    person = account(proven_first_name="Vicky", proven_last_name="Hart")
    remove(person)
    staff = Cast().browser("cms_staff")
    people = "/admin/accounts/person/"
    typed = {"action": "record_proofing", "_selected_action": str(person.pk), "apply": "1"}
    typed |= {"reference": "HD-1", "reason": "Marriage certificate"}
    said = staff.post(people, typed, follow=True).content.decode()
    assert "If this is not their name any more, correct it now." in said
    person.refresh_from_db()
    assert person.proven_name == Name("", "")
    remove(person)
    assert prove(person, "Vicky", "Hart")[1] == IDENTITY, "forgotten, and not the account's"
    none = {"proofing_attempts-TOTAL_FORMS": "0", "proofing_attempts-INITIAL_FORMS": "0"}
    staff.post(
        f"{people}{person.pk}/change/",
        none | {"first_name": "Vicky", "last_name": "Hart", "is_active": "on"},
    )
    person.refresh_from_db()
    assert person.full_name == "Vicky Hart"
    assert prove(person, "Vicky", "Hart")[1] == SET_UP


@pytest.mark.parametrize(
    ("proven", "before", "owner"),
    [
        (Name("Vic Victoria", "Onslow-Hart"), Name("", ""), True),
        (Name("Onslow", "Victoria"), Name("", ""), True),
        (Name("Victoria", "Badger"), Name("", ""), False),
        (Name("Mallory", "Onslow"), Name("", ""), False),
        (Name("Mallory", "Badger"), Name("Badger", "Mallory"), True),
        (Name("", ""), Name("", ""), False),
    ],
)
def test_whose_name_it_is(proven: Name, before: Name, owner: bool) -> None:
    assert is_owners_name(proven, VICTORIA, before) is owner
