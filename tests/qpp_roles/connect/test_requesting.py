"""Asking for a role: who is validated, who waits, and what stays of a failure (rules D3-D6)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.programme.tins import tin_hashes
from contacts.models import Aco, HeldType
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from participants.lists.models import Participant
from qpp_roles.connect import notices
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.connect.errors import NotOnRecord, NotValidated, TriesUsedUp
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import COUNTED_FOR, TRIES_AT_PLACE, TRIES_OF_PERSON, Given
from qpp_roles.organizations.errors import Overtaken, QppError
from qpp_roles.organizations.kinds import KINDS, ROLE_OF_CONTACT_TYPE, STORED, Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from qpp_roles.roles.rules import RequestState
from tests.cast import make_aco, make_contact, make_organization, make_person
from tests.qpp_roles.connect.applicants import (
    CASES,
    LAST_DAY_OF_ACOS,
    NPI_2,
    STRANGE,
    TIN,
    TIN_2,
    elm_street,
    lakeside_with,
)
from tests.security.dump import database

pytestmark = pytest.mark.django_db

OFFICIAL, STAFF = Role.SECURITY_OFFICIAL, Role.STAFF_USER
RIGHT = CASES["practice"].given
WRONG = replace(RIGHT, npi=NPI_2)


def first(place: Any, person: Person, given: Given = RIGHT) -> RoleRequest:
    return request_role(acting_person=person, place=place, role=OFFICIAL, given=given)


def fail(place: Any, person: Person, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(NotValidated):
            first(place, person, WRONG)


def held(person: Person) -> list[tuple[str, str]]:
    return list(HeldRole.objects.active().filter(person=person).values_list("role", "source"))


@pytest.fixture
def jo(db: None) -> Person:
    return make_person("jo_chen")


@pytest.fixture
def official(db: None) -> Person:
    return make_person("ann_ray")


@pytest.fixture
def practice(db: None) -> Organization:
    return elm_street()


@pytest.fixture
def led(practice: Organization, official: Person) -> Organization:
    """Elm Street, with a Security Official."""
    first(practice, official)
    return practice


class TestTheFirstSecurityOfficial:
    @pytest.mark.rule("D4")
    @pytest.mark.parametrize("kind", STORED)
    def test_with_the_right_facts_has_the_role_at_once(self, jo: Person, kind: str) -> None:
        case = CASES[kind]
        request = first(case.make(), jo, case.given)
        assert request.state is RequestState.APPROVED
        assert request.decided_by is None
        assert held(jo) == [("security_official", "validated")]

    @pytest.mark.rule("D4", "D6")
    @pytest.mark.parametrize(
        ("kind", "field"),
        [(kind, field) for kind in STORED for field in CASES[kind].typed],
    )
    def test_with_any_wrong_fact_gets_the_same_answer_and_nothing_else(
        self, jo: Person, kind: str, field: str
    ) -> None:
        wrong = {"identifier": "9", "npi": "2000000028", "ptan": "ZZZ92818A"}.get(field, STRANGE)
        case = replace(CASES[kind], typed={**CASES[kind].typed, field: wrong})
        with pytest.raises(NotValidated) as refused:
            first(case.make(), jo, case.given)
        assert str(refused.value) == (
            "What you entered could not be validated. Check every field and enter it again. "
            "You have 4 tries left for now."
        )
        assert held(jo) == []
        assert not RoleRequest.objects.exists()
        assert not Notification.objects.exists()

    @pytest.mark.rule("D4")
    @pytest.mark.parametrize("kind", ["next_generation_aco", "ssp_aco"])
    def test_of_a_single_tin_aco_gives_one_tin(self, jo: Person, kind: str) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            if kind == "ssp_aco":
                place: Any = lakeside_with(TIN)
            else:
                place = make_organization(kind, identifier="V900", members=[TIN])
            identifier = place.aco_id if kind == "ssp_aco" else place.identifier
            made = first(place, jo, Given(identifier, (tin_hashes(TIN),)))
        assert made.state is RequestState.APPROVED

    @pytest.mark.rule("D4")
    def test_of_an_aco_with_participants_whose_tins_are_unknown_needs_two(self, jo: Person) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            aco = lakeside_with(TIN)
            Participant.objects.create(
                aco=aco, legal_business_name="Without TIN", effective_from=timezone.localdate()
            )
            with pytest.raises(NotOnRecord):  # two are asked for, and one is known
                first(aco, jo, Given("A9103", (tin_hashes(TIN),)))

    @pytest.mark.rule("D4")
    def test_of_an_aco_gives_tins_of_its_participants_on_that_day(self, jo: Person) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            aco = lakeside_with(TIN, TIN_2, STRANGE)
            left = Participant.objects.filter(aco=aco).latest("pk")
            left.effective_until = timezone.localdate()
            left.save()
            with pytest.raises(NotValidated):
                first(aco, jo, Given("A9103", (tin_hashes(TIN), tin_hashes(STRANGE))))
            assert first(aco, jo, Given("A9103", (tin_hashes(TIN), tin_hashes(TIN_2)))).approved

    @pytest.mark.rule("D4")
    def test_of_an_aco_that_has_become_a_single_tin_gives_that_tin(self, jo: Person) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            aco = lakeside_with(TIN, STRANGE)
            left = Participant.objects.filter(aco=aco).latest("pk")
            left.effective_until = timezone.localdate()
            left.save()
            with pytest.raises(NotValidated):
                first(aco, jo, Given("A9103", (tin_hashes(STRANGE),)))
            assert first(aco, jo, Given("A9103", (tin_hashes(TIN),))).approved

    @pytest.mark.rule("D3")
    def test_cannot_be_a_staff_user(self, practice: Organization, jo: Person) -> None:
        with pytest.raises(QppError, match="has no Security Official yet"):
            request_role(acting_person=jo, place=practice, role=STAFF, given=RIGHT)
        assert not ValidationTry.objects.exists(), "nothing was compared"

    @pytest.mark.rule("D3")
    def test_who_gives_no_facts_is_asked_for_them(self, practice: Organization, jo: Person) -> None:
        with pytest.raises(Overtaken, match="has no Security Official now"):
            request_role(acting_person=jo, place=practice, role=OFFICIAL)

    @pytest.mark.rule("D4")
    def test_who_comes_a_moment_too_late_is_told_to_ask(
        self, led: Organization, jo: Person
    ) -> None:
        with pytest.raises(Overtaken, match="became Security Official"):
            first(led, jo)
        assert held(jo) == []

    @pytest.mark.rule("D3", "D4", "D9")
    def test_is_validated_again_once_the_last_one_was_taken_out(
        self, led: Organization, jo: Person
    ) -> None:
        HeldRole.objects.update(ended_at=timezone.now(), end_reason="Left")
        assert first(led, jo).approved

    @pytest.mark.rule("B2", "D3")
    def test_of_an_aco_whose_last_one_has_gone_is_wanted_again(
        self, jo: Person, official: Person
    ) -> None:
        aco = lakeside_with(TIN, TIN_2)
        make_contact(aco, official, [OFFICIAL.contact_type])
        assert standing_of(jo, aco).has_security_official
        HeldType.objects.update(ended_at=timezone.now(), end_reason="Left")
        assert standing_of(jo, aco).roles == (OFFICIAL,)
        assert standing_of(official, aco).held is None

    @pytest.mark.rule("D4", "E3")
    def test_the_database_alone_takes_no_second_one(
        self, led: Organization, jo: Person, official: Person
    ) -> None:
        now = timezone.now()

        def validated(**fields: Any) -> None:
            with transaction.atomic():
                HeldRole.objects.create(
                    **{"organization": led, "person": jo, "role": OFFICIAL.value} | fields,
                    source=HeldRole.Source.VALIDATED,
                )

        with pytest.raises(IntegrityError, match="held_role_first_security_official"):
            validated()
        with pytest.raises(IntegrityError, match="held_role_validated_security_official"):
            validated(role=STAFF.value, since=now, ended_at=now, end_reason="x")
        HeldRole.objects.update(ended_at=timezone.now(), end_reason="Left")
        validated()

    @pytest.mark.rule("D5")
    def test_is_told_on_screen_and_by_mail(
        self, practice: Organization, jo: Person, mailoutbox: list[Any]
    ) -> None:
        request = first(practice, jo)
        told = Notification.objects.get()
        assert told.kind == notices.VALIDATED.name
        assert told.data["url"] == f"/manage-access/connect/requests/{request.pk}/"
        relay_due_mail()
        (mail,) = mailoutbox
        assert mail.to == ["jo_chen@example.org"]
        assert mail.subject == "You are Security Official of Elm Street Family Practice"
        for body in (mail.body, mail.alternatives[0][0]):
            assert "approve or deny the requests of others" in body
            assert "1-866-288-8292" in body
            assert "1-877-715-6222" in body


class TestTries:
    @pytest.mark.rule("D6", "E5")
    def test_are_counted_down_and_then_locked(self, practice: Organization, jo: Person) -> None:
        left = []
        for _ in range(TRIES_OF_PERSON):
            with pytest.raises(NotValidated) as refused:
                first(practice, jo, WRONG)
            left.append(refused.value.left)
        assert left == [4, 3, 2, 1, 0]
        assert "You have no tries left for now" in str(refused.value)
        with pytest.raises(TriesUsedUp) as locked:
            first(practice, jo)
        assert "contact the Quality Payment Program" in str(locked.value)
        assert "Eastern Time" in str(locked.value)
        assert held(jo) == [], "the right facts come too late"

    @pytest.mark.rule("D6")
    def test_are_taken_again_to_the_second_a_day_after_the_first_of_them(
        self, practice: Organization, jo: Person
    ) -> None:
        began = timezone.now().replace(microsecond=0)
        with time_machine.travel(began, tick=False):
            fail(practice, jo)
        with time_machine.travel(began + timedelta(hours=2), tick=False):
            fail(practice, jo, TRIES_OF_PERSON - 1)
        with (
            time_machine.travel(began + COUNTED_FOR - timedelta(seconds=1), tick=False),
            pytest.raises(TriesUsedUp) as locked,
        ):
            first(practice, jo)
        assert locked.value.until == began + COUNTED_FOR
        with time_machine.travel(began + COUNTED_FOR, tick=False):
            assert first(practice, jo).approved

    @pytest.mark.rule("D6", "E5")
    def test_of_many_people_lock_the_organization(
        self, practice: Organization, jo: Person, official: Person
    ) -> None:
        guessers = TRIES_AT_PLACE // TRIES_OF_PERSON
        for n in range(guessers):
            fail(practice, make_person(f"guesser_{n}"), TRIES_OF_PERSON)
        with pytest.raises(TriesUsedUp):
            first(practice, jo)
        assert standing_of(jo, practice).tries_left == 0

    @pytest.mark.rule("D6")
    def test_elsewhere_do_not_count(self, practice: Organization, jo: Person) -> None:
        oak = make_organization(name="Oak Practice", clinicians=[("2000000028", "OAK0001")])
        fail(oak, jo, TRIES_OF_PERSON)
        assert first(practice, jo).approved

    @pytest.mark.rule("D5", "D6")
    def test_do_not_keep_anyone_from_an_ordinary_request(
        self, practice: Organization, jo: Person, official: Person
    ) -> None:
        fail(practice, jo, TRIES_OF_PERSON)
        first(practice, official)
        made = request_role(acting_person=jo, place=practice, role=STAFF)
        assert made.state is RequestState.PENDING

    @pytest.mark.rule("E3", "E5", "D6")
    def test_are_in_the_history_without_what_was_typed(
        self, practice: Organization, jo: Person
    ) -> None:
        typed = (STRANGE, "2000000028", "QQQ55555Q")
        with pytest.raises(NotValidated):
            first(practice, jo, Given("", (tin_hashes(typed[0]),), *typed[1:]))
        event = apps.get_model("qpp_roles_connect.ValidationTryEvent").objects.get()
        assert (event.person_id, event.organization_id) == (jo.pk, practice.pk)
        context = event.pgh_context.metadata
        assert (context["action"], context["acting_person"]) == ("request role", jo.pk)
        kept = database()
        for secret in typed:
            assert secret not in kept, [line for line in kept.splitlines() if secret in line]
        assert tin_hashes(typed[0])[0].hex not in kept.replace("-", "")


class TestEveryOtherRequest:
    @pytest.mark.rule("D5")
    @pytest.mark.parametrize("role", Role)
    def test_waits_for_the_security_officials_who_are_told(
        self, led: Organization, jo: Person, official: Person, role: Role, mailoutbox: list[Any]
    ) -> None:
        Notification.objects.all().delete()
        request = request_role(acting_person=jo, place=led, role=role)
        assert request.state is RequestState.PENDING
        assert held(jo) == []
        mine, theirs = Notification.objects.order_by("pk")
        assert (mine.person, mine.kind) == (jo, notices.PENDING.name)
        assert (theirs.person, theirs.kind) == (official, notices.ASKS_FOR_ROLE.name)
        assert theirs.data["url"] == f"/manage-access/organizations/{led.pk}/requests/"
        relay_due_mail()
        to_jo, to_ann = mailoutbox
        assert to_jo.subject == "Your request for a role in Elm Street Family Practice"
        assert to_ann.subject == "A request for a role in Elm Street Family Practice"
        assert to_ann.body.startswith(f"Someone asks to be {role.label} of Elm Street")
        assert "Name given:\n> Jo Chen\n" in to_ann.body
        assert "Approve or deny" in to_ann.body

    @pytest.mark.rule("D5", "E6")
    def test_twice_is_once(self, led: Organization, jo: Person) -> None:
        once = request_role(acting_person=jo, place=led, role=STAFF)
        told = Notification.objects.count()
        assert request_role(acting_person=jo, place=led, role=STAFF) == once
        assert Notification.objects.count() == told

    @pytest.mark.rule("D5")
    def test_for_another_role_needs_the_first_to_be_withdrawn(
        self, led: Organization, jo: Person
    ) -> None:
        request_role(acting_person=jo, place=led, role=STAFF)
        with pytest.raises(QppError, match="asked to be Staff User"):
            request_role(acting_person=jo, place=led, role=OFFICIAL)

    @pytest.mark.rule("D5")
    def test_after_a_denial_is_a_new_one(
        self, led: Organization, jo: Person, official: Person
    ) -> None:
        denied = request_role(acting_person=jo, place=led, role=STAFF)
        RoleRequest.objects.filter(pk=denied.pk).update(
            decided_at=timezone.now(), decided_by=official, approved=False, reason="Who?"
        )
        again = request_role(acting_person=jo, place=led, role=STAFF)
        assert again.pk != denied.pk
        assert again.state is RequestState.PENDING

    @pytest.mark.rule("D9")
    def test_of_someone_with_a_role_is_refused(self, led: Organization, official: Person) -> None:
        with pytest.raises(QppError, match="You are Security Official of this organization al"):
            request_role(acting_person=official, place=led, role=OFFICIAL)
        with pytest.raises(QppError, match="To change your role"):
            request_role(acting_person=official, place=led, role=STAFF)

    def test_to_a_closed_organization_is_refused(self, led: Organization, jo: Person) -> None:
        Organization.objects.update(closed_at=timezone.now())
        with pytest.raises(QppError, match="closed"):
            request_role(acting_person=jo, place=led, role=STAFF)

    def test_of_an_account_that_was_merged_is_refused(
        self, led: Organization, jo: Person, official: Person
    ) -> None:
        Person.objects.filter(pk=jo.pk).update(merged_into=official, is_active=False)
        with pytest.raises(QppError, match="merged"):
            request_role(acting_person=jo, place=led, role=STAFF)

    @pytest.mark.rule("E3")
    def test_stands_in_the_history_with_who_and_why(self, led: Organization, jo: Person) -> None:
        request = request_role(acting_person=jo, place=led, role=STAFF)
        event = (
            apps.get_model("qpp_roles_roles.RoleRequestEvent").objects.filter(pgh_obj=request).get()
        )
        context = event.pgh_context.metadata
        assert (context["action"], context["acting_person"]) == ("request role", jo.pk)


class TestDates:
    @pytest.mark.rule("B2", "D12", "B5")
    def test_acos_end_with_august_4_2021_eastern_time(self, jo: Person) -> None:
        case = CASES["ssp_aco"]
        with time_machine.travel("2021-08-05T00:00:00-04:00"):
            aco = case.make()
            with pytest.raises(QppError, match="by invitation only"):
                first(aco, jo, case.given)
        with time_machine.travel("2021-08-04T23:59:59-04:00", tick=False):
            assert first(aco, jo, case.given).approved

    @pytest.mark.rule("D12", "D4")
    def test_before_that_the_first_one_becomes_a_contact(self, jo: Person) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            aco: Aco = CASES["ssp_aco"].make()
            request = first(aco, jo, CASES["ssp_aco"].given)
        (type_,) = HeldType.objects.active().filter(aco=aco, contact__person=jo)
        assert ROLE_OF_CONTACT_TYPE[type_.type] is OFFICIAL
        assert (request.aco, request.organization) == (aco, None)
        assert not HeldRole.objects.exists(), "there is no second copy"

    @pytest.mark.rule("D12", "D5")
    def test_before_that_later_ones_wait(self, jo: Person) -> None:
        aco = make_aco("A9104", "Hillside ACO")
        official = make_person("sam_ortiz")
        make_contact(aco, official, ["qpp_security_official"])
        with time_machine.travel(LAST_DAY_OF_ACOS):
            request = request_role(acting_person=jo, place=aco, role=STAFF)
        assert request.state is RequestState.PENDING
        waiting = Notification.objects.get(kind=notices.ASKS_FOR_ROLE.name)
        assert waiting.person == official
        assert waiting.data["url"] == "/manage-access/acos/A9104/requests/"

    @pytest.mark.rule("D12")
    def test_cpc_plus_begins_with_january_2_2019_eastern_time(self, jo: Person) -> None:
        case = CASES["cpc_plus_site"]
        site = case.make()
        with (
            time_machine.travel("2019-01-01T23:59:59-05:00", tick=False),
            pytest.raises(QppError, match="January 2, 2019"),
        ):
            first(site, jo, case.given)
        with time_machine.travel("2019-01-02T00:00:00-05:00", tick=False):
            assert first(site, jo, case.given).approved


@pytest.mark.rule("D6", "E3")
@pytest.mark.parametrize("step", ["notices.tell_validated", "notices.notify"])
def test_a_fault_half_way_leaves_nothing_behind(
    practice: Organization, jo: Person, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def break_down(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("the database went away")

    monkeypatch.setattr(f"qpp_roles.connect.{step}", break_down)
    with pytest.raises(RuntimeError):
        first(practice, jo)
    assert held(jo) == []
    assert not RoleRequest.objects.exists()
    assert not Notification.objects.exists()
    assert not ValidationTry.objects.exists(), "a fault of ours is no failed try"


def test_where_someone_stands_takes_three_queries(
    led: Organization, jo: Person, django_assert_num_queries: Any
) -> None:
    for n in range(3):
        HeldRole.objects.create(
            organization=led,
            person=make_person(f"more_{n}"),
            role=OFFICIAL.value,
            source=HeldRole.Source.QPP_STAFF,
        )
    with django_assert_num_queries(3):
        assert standing_of(jo, led).has_security_official


def test_every_kind_has_a_case() -> None:
    assert set(CASES) == set(KINDS)
