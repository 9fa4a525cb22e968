"""What the actions of CMS staff on accounts ask past every page: nobody's own account, and no
superuser's."""

import pytest

from accounts.actions import merge_people, record_manual_proofing, remove_second_factor, save_person
from accounts.errors import MergeRefused, ReasonMissing
from accounts.merging import Plan, Room
from accounts.models import AuthenticatorApp, Person
from accounts.staff import Duty
from acoms.access import Refused
from tests.cast import make_person

pytestmark = [pytest.mark.rule("A9"), pytest.mark.django_db]


@pytest.fixture
def staff(db: None) -> Person:
    return make_person("sid.staff", staff_role="administrator")


@pytest.fixture
def other(db: None) -> Person:
    return make_person("olga.other")


@pytest.mark.parametrize(("reference", "reason"), [(" ", "Met"), ("H1", " \n"), ("", "")])
def test_a_proof_by_hand_says_where_it_is_written_down_and_why(
    newcomer: Person, staff: Person, reference: str, reason: str
) -> None:
    with pytest.raises(ReasonMissing):
        record_manual_proofing(
            acting_person=staff, person=newcomer, reference=reference, reason=reason
        )


def test_staff_prove_and_unlock_no_account_that_is_not_theirs_to(
    regular: Person, staff: Person
) -> None:
    viewer = make_person("vic.viewer", staff_role="viewer")
    highest = make_person("sue.super", is_staff=True, is_superuser=True)
    for acting, person in ((viewer, regular), (staff, staff), (staff, highest)):
        with pytest.raises(Refused):
            record_manual_proofing(
                acting_person=acting, person=person, reference="H1", reason="Met"
            )
        with pytest.raises(Refused):
            remove_second_factor(acting_person=acting, person=person, reason="Lost")
    with pytest.raises(ReasonMissing):
        remove_second_factor(acting_person=staff, person=regular, reason=" \n")
    assert AuthenticatorApp.objects.filter(user=regular).exists()


def test_staff_correct_nobody_who_is_not_theirs_to(regular: Person, staff: Person) -> None:
    viewer = make_person("vic.viewer", staff_role="viewer")
    for acting, person in ((viewer, regular), (staff, staff), (viewer, viewer)):
        person.last_name = "Changed"
        with pytest.raises(Refused):
            save_person(acting_person=acting, person=person)
        person.refresh_from_db()
        assert person.last_name != "Changed"


def test_who_corrects_people_does_not_make_staff_by_that(
    regular: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    corrector = make_person("cora.corrector", staff_role="analyst")
    monkeypatch.setattr(Person, "may", lambda _, duty: duty is Duty.CORRECT_PEOPLE)
    regular.staff_role = "viewer"
    with pytest.raises(Refused, match="make people CMS staff"):
        save_person(acting_person=corrector, person=regular)


def test_staff_merge_nothing_that_was_changed_at_that_very_moment(
    regular: Person, other: Person, staff: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    moments = iter(range(2))
    room = Room(
        plan=lambda *_: Plan(),
        move=lambda *_: None,
        lock=lambda *_: next(moments),
    )
    monkeypatch.setattr("accounts.merging._rooms", [room])
    with pytest.raises(MergeRefused, match="changed at this very moment"):
        merge_people(acting_person=staff, kept=regular, gone=other, reason="One person")


def test_staff_make_staff_only_where_their_role_does_and_superusers_only_as_one(
    regular: Person, staff: Person
) -> None:
    analyst = make_person("ann.analyst", staff_role="analyst")
    regular.staff_role = "viewer"
    with pytest.raises(Refused):
        save_person(acting_person=analyst, person=regular)
    regular.staff_role, regular.is_superuser = "", True
    with pytest.raises(Refused, match="Only a superuser makes superusers"):
        save_person(acting_person=staff, person=regular)
    regular.refresh_from_db()
    assert (regular.staff_role, regular.is_superuser) == ("", False)
    regular.staff_role = "viewer"
    save_person(acting_person=staff, person=regular)
    highest = make_person("sue.super", is_staff=True, is_superuser=True)
    regular.is_superuser = True
    save_person(acting_person=highest, person=regular)
    regular.refresh_from_db()
    assert regular.is_superuser
