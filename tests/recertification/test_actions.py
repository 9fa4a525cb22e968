"""Confirming, ending and completing: what is recorded, what is refused, what stays as it is."""

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.access import Refused
from acoms.programme.clock import end_of
from contacts.actions import end_types, give_types
from contacts.errors import ContactError
from contacts.models import Contact
from recertification.actions import complete_review, confirm_contacts, end_contact
from recertification.errors import ReviewError
from recertification.models import Answer, Recertification
from recertification.queries import progress_of
from recertification.rules import Season
from tests.cast import Cast, make_aco, make_contact, make_person


def contact_of(person: Person) -> Contact:
    return Contact.objects.get(person=person)


def confirm(cast: Cast, by: Person, *people: Person) -> list[Answer]:
    ids = [contact_of(person).pk for person in people]
    return confirm_contacts(acting_person=by, aco=cast.lakeside, contact_ids=ids)


def completed(cast: Cast) -> Recertification:
    """A review in which the executive has confirmed themselves and the liaison."""
    confirm(cast, cast.exec, cast.exec, cast.liaison)
    return complete_review(acting_person=cast.exec, aco=cast.lakeside)


@pytest.mark.rule("A5", "E3")
def test_confirming_records_who_what_and_when_and_begins_the_review(
    cast: Cast, season: Season
) -> None:
    people = [cast.exec, cast.it, cast.liaison]
    [answer] = confirm(cast, cast.exec, cast.it)
    assert answer.recertification == Recertification.objects.get(aco=cast.lakeside)
    assert answer.recertification.year == season.year
    assert (answer.kept, answer.name, answer.email) == (True, "The It", cast.it.email)
    assert (answer.types, answer.answered_by) == (["it_primary"], cast.exec)
    assert str(progress_of(cast.lakeside, season.year)) == f"1 of {len(people)}"
    entry = Answer.pgh_event_model.objects.select_related("pgh_context").get()  # type: ignore[attr-defined]
    assert entry.pgh_context.metadata["action"] == "confirm contacts"
    assert entry.pgh_context.metadata["acting_person"] == cast.exec.pk


@pytest.mark.rule("A19")
def test_ending_ends_all_types_with_the_reason_and_counts_as_done(
    cast: Cast, season: Season
) -> None:
    cast.exec  # noqa: B018
    give_types(
        acting_person=cast.exec,
        aco=cast.lakeside,
        person=cast.it,
        codes=["other"],
        given_by=cast.exec,
    )
    answer = end_contact(acting_person=cast.exec, contact=contact_of(cast.it), reason=" Left us ")
    assert (answer.kept, answer.reason) == (False, "Left us")
    assert answer.types == ["it_primary", "other"]
    held = contact_of(cast.it).held_types.all()
    assert {(h.end_reason, h.ended_by) for h in held} == {("Left us", cast.exec)}
    assert str(progress_of(cast.lakeside, season.year)) == "1 of 2"


@pytest.mark.rule("A17")
def test_the_last_security_official_cannot_be_ended_and_nothing_is_half_done(
    cast: Cast, season: Season
) -> None:
    official = contact_of(cast.security_official)
    with pytest.raises(ContactError, match="last QPP Security Official"):
        end_contact(acting_person=cast.exec, contact=official, reason="Left us")
    assert official.held_types.active().exists()
    assert not Answer.objects.exists()
    assert not Recertification.objects.exists()


@pytest.mark.rule("A5", "E1")
@pytest.mark.parametrize("role", ["it", "delegate", "security_official"])
def test_only_administrators_answer(cast: Cast, season: Season, role: str) -> None:
    person = getattr(cast, role)
    with pytest.raises(Refused):
        confirm(cast, person, cast.exec)
    with pytest.raises(Refused):
        end_contact(acting_person=person, contact=contact_of(cast.exec), reason="I say so")
    with pytest.raises(Refused):
        complete_review(acting_person=person, aco=cast.lakeside)


@pytest.mark.rule("E1")
def test_an_outsider_and_cms_staff_answer_nothing(cast: Cast, season: Season) -> None:
    for person in (cast.outsider, cast.cms_staff):
        with pytest.raises(ReviewError):
            confirm(cast, person, cast.exec)
    assert not Answer.objects.exists()


def test_only_contacts_of_the_same_aco_are_confirmed(cast: Cast, season: Season) -> None:
    stranger = make_person("stranger")
    make_contact(make_aco("A9102", "Elsewhere"), stranger, ["aco_executive"])
    assert confirm(cast, cast.exec, stranger) == []


def test_the_database_takes_no_answer_about_a_contact_of_another_aco(
    cast: Cast, season: Season
) -> None:
    confirm(cast, cast.exec, cast.exec)
    stranger = make_person("stranger")
    elsewhere = make_contact(make_aco("A9102", "Elsewhere"), stranger, ["aco_executive"])
    with pytest.raises(Error, match="not one of the reviewed ACO"), transaction.atomic():
        Answer.objects.update(contact=elsewhere)


def test_a_colleagues_confirmation_stays_and_a_second_one_changes_nothing(
    cast: Cast, season: Season
) -> None:
    confirm(cast, cast.exec, cast.it)
    assert confirm(cast, cast.liaison, cast.it) == []
    assert Answer.objects.get().answered_by == cast.exec


def test_the_last_answer_counts_and_says_who_gave_it(cast: Cast, season: Season) -> None:
    confirm(cast, cast.exec, cast.it)
    end_contact(acting_person=cast.liaison, contact=contact_of(cast.it), reason="Left us")
    answer = Answer.objects.get()
    assert (answer.kept, answer.answered_by) == (False, cast.liaison)
    with pytest.raises(ReviewError, match="no contact type here any more"):
        end_contact(acting_person=cast.exec, contact=contact_of(cast.it), reason="Left us")
    assert confirm(cast, cast.exec, cast.it) == []


def test_who_joins_is_to_do_and_who_was_ended_elsewhere_drops_out(
    cast: Cast, season: Season
) -> None:
    confirm(cast, cast.exec, cast.exec)
    year = season.year
    assert str(progress_of(cast.lakeside, year)) == "1 of 1"
    cast.it  # noqa: B018
    assert str(progress_of(cast.lakeside, year)) == "1 of 2"
    end_types(
        acting_person=cast.exec, contact=contact_of(cast.it), codes=["it_primary"], reason="Left"
    )
    assert str(progress_of(cast.lakeside, year)) == "1 of 1"


def test_who_was_ended_and_invited_again_is_to_do_again(cast: Cast, season: Season) -> None:
    confirm(cast, cast.exec, cast.exec)
    end_contact(acting_person=cast.exec, contact=contact_of(cast.it), reason="Left us")
    make_contact(cast.lakeside, cast.it, ["other"])
    assert progress_of(cast.lakeside, season.year).todo == 1
    assert confirm(cast, cast.exec, cast.it)
    answer = Answer.objects.get(contact__person=cast.it)
    assert (answer.kept, answer.reason, answer.types) == (True, "", ["other"])


def test_a_review_with_someone_to_do_cannot_be_completed(cast: Cast, season: Season) -> None:
    confirm(cast, cast.exec, cast.exec)
    cast.liaison  # noqa: B018
    with pytest.raises(ReviewError, match=r"1 contact is still to do"):
        complete_review(acting_person=cast.exec, aco=cast.lakeside)
    assert Recertification.objects.get().completed_at is None


def test_a_completed_review_says_who_when_and_by_when_it_was_due(
    cast: Cast, season: Season
) -> None:
    review = completed(cast)
    assert (review.completed_by, review.due_on) == (cast.exec, season.due_on)
    assert review.completed_at is not None
    assert timezone.now() - review.completed_at < timedelta(minutes=1)
    assert not review.was_late


def test_nobody_answers_after_completion(cast: Cast, season: Season) -> None:
    completed(cast)
    for call in (
        lambda: confirm(cast, cast.liaison, cast.it),
        lambda: end_contact(
            acting_person=cast.liaison, contact=contact_of(cast.it), reason="Left us"
        ),
        lambda: complete_review(acting_person=cast.liaison, aco=cast.lakeside),
    ):
        with pytest.raises(ReviewError, match="The Exec completed this review"):
            call()
    assert contact_of(cast.it).held_types.active().exists()


@pytest.mark.rule("E3")
def test_the_database_keeps_a_completed_record_as_it_is(cast: Cast, season: Season) -> None:
    review = completed(cast)
    for change in (
        lambda: Answer.objects.update(kept=False, reason="Other than it was"),
        lambda: Answer.objects.all().delete(),
        lambda: Answer.objects.create(
            recertification=review,
            contact=contact_of(cast.it),
            kept=True,
            types=["other"],
            answered_by=cast.exec,
        ),
        lambda: Recertification.objects.update(completed_by=cast.liaison),
        lambda: Recertification.objects.filter(pk=review.pk).delete(),
    ):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert Answer.objects.filter(kept=True).count() == 2


def test_an_aco_that_came_after_the_due_date_is_not_asked(cast: Cast, season: Season) -> None:
    cast.lakeside.created_at = end_of(season.due_on)
    cast.lakeside.save()
    with pytest.raises(ReviewError, match="nothing to review"):
        confirm(cast, cast.exec, cast.exec)
