"""A reminder's step is sent once, whoever else is at it and whoever is killed (rule E6)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from django.utils import timezone

from accounts.models import Person
from acoms.once.models import Claim
from acoms.once.reminders import BATCH, Due, Reminder, in_batches, remind
from tests.cast import make_person
from tests.concurrency.at_once import at_once, errors

pytestmark = pytest.mark.rule("E6")


@dataclass
class Greeting(Reminder[str, Person]):
    """Greets whoever has the place as first name; the message is the last name."""

    name = "greetings"
    step: str = "first"
    breaks_at: str = ""
    asked: list[str] = field(default_factory=list)

    def places(self) -> list[str]:
        return ["Ann", "Bob"]

    def due(self, place: str) -> list[Due[Person]]:
        people = Person.objects.filter(first_name=place).order_by("pk")
        return [Due(person, self.step) for person in people]

    def send(self, place: str, due: Sequence[Due[Person]]) -> None:
        self.asked.append(place)
        for one in due:
            Person.objects.filter(pk=one.thing.pk).update(
                last_name=f"{one.thing.last_name} {one.step}"
            )
        if place == self.breaks_at:
            raise RuntimeError("killed")


def make(name: str, first_name: str) -> Person:
    person = make_person(name)
    Person.objects.filter(pk=person.pk).update(first_name=first_name, last_name="Doe")
    return person


def told() -> list[str]:
    return list(Person.objects.order_by("pk").values_list("last_name", flat=True))


def test_two_reminders_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match=r"Greeting is called 'greetings'"):
        type("Other", (Greeting,), {"name": "greetings"})


@pytest.mark.django_db
def test_each_step_of_each_thing_is_sent_once() -> None:
    make("ann", "Ann")
    assert [remind(Greeting()), remind(Greeting())] == [1, 0]
    make("bob", "Bob")
    second = make("anna", "Ann")
    assert [remind(Greeting()), remind(Greeting(step="second"))] == [2, 3]
    assert told() == ["Doe first second"] * 3
    assert Claim.objects.filter(about=second.pk).count() == 2


@pytest.mark.django_db
def test_a_place_with_nothing_new_is_sent_nothing() -> None:
    make("ann", "Ann")
    remind(Greeting())
    make("bob", "Bob")
    greeting = Greeting()
    remind(greeting)
    assert greeting.asked == ["Bob"]


@pytest.mark.django_db(transaction=True)
def test_who_is_killed_has_claimed_nothing_and_is_made_up_for() -> None:
    make("ann", "Ann")
    make("bob", "Bob")
    with pytest.raises(RuntimeError):
        remind(Greeting(breaks_at="Bob"))
    assert told() == ["Doe first", "Doe"]
    assert remind(Greeting()) == 1
    assert told() == ["Doe first", "Doe first"]


@pytest.mark.django_db(transaction=True)
def test_several_at_once_send_once_without_any_lock() -> None:
    for number in range(20):
        make(f"ann_{number}", "Ann")
    outcomes = at_once(*[lambda: remind(Greeting())] * 3)
    assert not errors(outcomes), outcomes
    assert sorted(outcomes) == [0, 0, 20]
    assert told() == ["Doe first"] * 20


@pytest.mark.django_db
def test_what_is_claimed_can_be_left_out_beforehand() -> None:
    ann, anna = make("ann", "Ann"), make("anna", "Ann")
    Claim.objects.create(
        reminder="greetings", about=ann.pk, step="first", claimed_at=timezone.now()
    )
    Claim.objects.create(reminder="others", about=anna.pk, step="first", claimed_at=timezone.now())
    greeting = Greeting()
    assert list(greeting.unclaimed(Person.objects.all(), "first")) == [anna]
    assert [one.thing for one in greeting.not_yet(greeting.due("Ann"))] == [anna]
    assert greeting.not_yet([Due(ann, "second")]) == [Due(ann, "second")]


def test_batches_hold_all_and_not_too_many() -> None:
    batches = list(in_batches(range(BATCH + 1)))
    assert [len(batch) for batch in batches] == [BATCH, 1]
    assert batches[-1] == [BATCH]
