"""What the step of the role says where one cannot go on (rules D4-D6)."""

from contextlib import ExitStack
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import TRIES_OF_PERSON
from qpp_roles.connect.views import asking
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.cast import make_organization, make_person
from tests.qpp_roles.connect.applicants import NPI, STRANGE, TIN
from tests.qpp_roles.connect.connecting import (
    FACTS,
    MODEL,
    OFFICIAL,
    ROLE,
    TYPE,
    ask,
    give,
    go_to,
    text,
)

pytestmark = pytest.mark.django_db

SAME = "What you entered could not be validated. Check every field and enter it again."


class TestWhereOneStands:
    def test_with_a_role_there_is_nothing_to_ask_for(self, jo: Client, led: Organization) -> None:
        go_to(jo, led)
        ask(jo, {"role": "staff_user"})
        request = RoleRequest.objects.get()
        HeldRole.objects.create(
            organization=led, person=request.person, role="staff_user", source="approved"
        )
        page = go_to(jo, led)
        assert "You are Staff User of this organization already." in page
        assert "contact the Quality Payment Program" in page
        assert 'name="role"' not in page

    @pytest.mark.rule("D5")
    def test_a_request_that_waits_is_shown_with_its_date(
        self, jo: Client, led: Organization
    ) -> None:
        go_to(jo, led)
        ask(jo, {"role": "staff_user"})
        day = timezone.localdate()
        page = go_to(jo, led)
        assert f"You asked to be Staff User of this organization on {day:%B} {day.day}, " in page
        assert reverse("withdraw_role_request", args=[RoleRequest.objects.get().pk]) in page
        assert 'name="role"' not in page
        HeldRole.objects.update(ended_at=timezone.now(), end_reason="Left")
        assert "you are then validated as the first one" in text(jo.get(ROLE))

    @pytest.mark.rule("D5")
    def test_a_denial_is_shown_with_its_reason_and_one_may_ask_again(
        self, jo: Client, led: Organization
    ) -> None:
        go_to(jo, led)
        ask(jo, {"role": "staff_user"})
        official = HeldRole.objects.get().person
        RoleRequest.objects.update(
            decided_at=timezone.now(), decided_by=official, approved=False, reason="Who are you?"
        )
        denied = RoleRequest.objects.get()
        page = text(jo.get(reverse("connect_confirmation", args=[denied.pk])))
        assert "<h1>Your request was denied</h1>" in page
        assert "Who are you?" in page
        again = reverse("ask_role_again", args=[denied.pk])
        assert again in page
        assert jo.get(again).status_code == 405
        page = text(jo.post(again, follow=True))
        assert "was denied. Reason: “Who are you?”" in page
        assert led.name in page
        assert "Your request is pending" in ask(jo, {"role": "staff_user"})

    @pytest.mark.rule("D5", "E1")
    def test_a_request_of_somebody_else_is_not_asked_again(
        self, jo: Client, led: Organization
    ) -> None:
        other = RoleRequest.objects.create(
            organization=led, person=make_person("someone_else"), role="staff_user"
        )
        assert jo.post(reverse("ask_role_again", args=[other.pk])).status_code == 404


class TestErrors:
    @pytest.mark.rule("D6")
    @pytest.mark.parametrize(
        "wrong", [{"tin": STRANGE}, {"npi": "2000000028"}, {"ptan": "QQQ55555Q"}]
    )
    def test_a_wrong_fact_says_nothing_of_which_and_keeps_what_was_typed(
        self, jo: Client, practice: Organization, wrong: dict[str, str]
    ) -> None:
        go_to(jo, practice)
        page = ask(jo, {**OFFICIAL, **wrong})
        assert page.count(SAME) == 1
        assert page.count("ds-c-inline-error") == 0, "no field is marked"
        later = text(jo.get(ROLE))  # after a look at another page
        for value in {**FACTS, **wrong}.values():
            assert f'value="{value}"' in page
            assert f'value="{value}"' in later
        assert "1-866-288-8292" in page

    @pytest.mark.rule("D6")
    def test_what_is_no_tin_at_all_is_said_before_and_is_no_try(
        self, jo: Client, practice: Organization
    ) -> None:
        go_to(jo, practice)
        page = ask(jo, {**OFFICIAL, "tin": "12345", "npi": "1234567890"})
        assert "A TIN has nine digits" in page
        assert "its last digit does not fit" in page
        assert not ValidationTry.objects.exists()

    @pytest.mark.rule("D6")
    def test_a_lock_says_when_it_ends_and_whom_to_contact(
        self, jo: Client, practice: Organization
    ) -> None:
        go_to(jo, practice)
        pages = [ask(jo, {**OFFICIAL, "ptan": "X"}) for _ in range(TRIES_OF_PERSON)]
        assert "You have 4 tries left" in pages[0]
        assert "You have 1 try left" in pages[3]
        assert "The next one is taken from" in pages[4]
        assert "Eastern Time" in pages[4]
        assert "QPP@cms.hhs.gov" in pages[4]
        assert 'name="tin"' not in pages[4]
        assert "You are Security Official" not in ask(jo, OFFICIAL)

    @pytest.mark.rule("D4")
    def test_whoever_comes_second_is_offered_the_ordinary_way(
        self, jo: Client, practice: Organization, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        go_to(jo, practice)
        seen = standing_of

        def then_someone_else_is_first(person: Any, place: Any) -> Any:
            standing = seen(person, place)
            if not standing.has_security_official:
                give(practice, "ann_ray", Role.SECURITY_OFFICIAL)
            return standing

        monkeypatch.setattr(asking, "standing_of", then_someone_else_is_first)
        answer = jo.post(ROLE, OFFICIAL)
        page = text(answer)
        assert answer.status_code == 200
        assert "Somebody became Security Official of this organization a moment ago" in page
        assert 'name="tin"' not in page
        assert "Your request is pending" in ask(jo, {"role": "staff_user"})

    @pytest.mark.rule("D4")
    def test_whoever_lost_the_race_before_the_page_was_sent_is_told_too(
        self, jo: Client, practice: Organization
    ) -> None:
        go_to(jo, practice)
        give(practice, "ann_ray", Role.SECURITY_OFFICIAL)
        page = text(jo.post(ROLE, OFFICIAL))
        assert "Somebody became Security Official of this organization a moment ago" in page
        assert 'name="tin"' not in page
        assert not RoleRequest.objects.exists(), "they ask for what they want now"
        HeldRole.objects.update(ended_at=timezone.now(), end_reason="Left")
        page = text(jo.post(ROLE, {"role": "staff_user"}))
        assert "This organization has no Security Official now." in page
        assert 'name="tin"' in page

    @pytest.mark.rule("D4", "D6", "D9")
    @pytest.mark.parametrize(
        ("kind", "facts"),
        [
            ("qcdr", {"tin": TIN, "identifier": "9000009"}),
            ("cpc_plus_site", {"identifier": "T1AR0059", "tin": TIN, "npi": NPI}),
        ],
    )
    def test_where_nothing_could_validate_one_is_sent_to_qpp_and_no_try_counts(
        self, jo: Client, kind: str, facts: dict[str, str]
    ) -> None:
        place = make_organization(kind, "Bare", tin="", identifier=facts["identifier"])
        page = go_to(jo, place)
        assert "Only the Quality Payment Program can give the first role here" in page
        assert 'name="tin"' not in page
        assert "What I entered could not be validated" not in page
        assert "Change organization" in page
        page = ask(jo, {"role": "security_official", **facts})
        assert "Only the Quality Payment Program can give the first role here" in page
        assert "tries left" not in page
        assert not ValidationTry.objects.exists()

    @pytest.mark.rule("D6", "E6")
    @pytest.mark.parametrize("fault", [OperationalError("gone"), RuntimeError("x")])
    def test_a_fault_of_ours_says_try_again_and_nothing_is_half_done(
        self,
        jo: Client,
        practice: Organization,
        monkeypatch: pytest.MonkeyPatch,
        fault: Exception,
    ) -> None:
        def break_down(*args: Any, **kwargs: Any) -> None:
            raise fault

        go_to(jo, practice)
        with monkeypatch.context() as broken:
            broken.setattr("qpp_roles.connect.notices.notify", break_down)
            answer = jo.post(ROLE, OFFICIAL)
        page = text(answer)
        assert answer.status_code == 500
        assert "Your request could not be processed" in page
        assert "Nothing is half done" in page
        assert f'href="{ROLE}"' in page
        assert not RoleRequest.objects.exists()
        assert not HeldRole.objects.exists()
        for name, value in OFFICIAL.items():
            assert f'<input type="hidden" name="{name}" value="{value}">' in page
        again = text(jo.get(ROLE))
        assert "Elm Street" in again, "what was chosen is still there"
        for value in FACTS.values():
            assert f'value="{value}"' in again, "and what was typed"
        made = ask(jo, OFFICIAL)
        assert "You are Security Official" in made
        assert not any(value in str(jo.session["connect"]) for value in FACTS.values()), "forgotten"

    @pytest.mark.rule("D6", "E6")
    @pytest.mark.parametrize("at", ["standing_of", "request_role"])
    def test_the_page_that_says_so_is_drawn_without_the_database(
        self, jo: Client, practice: Organization, monkeypatch: pytest.MonkeyPatch, at: str
    ) -> None:
        def gone(*args: Any, **kwargs: Any) -> None:
            raise OperationalError("server closed the connection unexpectedly")

        go_to(jo, practice)
        with ExitStack() as outage, monkeypatch.context() as broken:

            def break_down(*args: Any, **kwargs: Any) -> None:
                outage.enter_context(connection.execute_wrapper(gone))
                gone()

            broken.setattr(asking, at, break_down)
            answer = jo.post(ROLE, OFFICIAL)
        assert answer.status_code == 500
        assert "Your request could not be processed" in text(answer)
        assert f'name="ptan" value="{FACTS["ptan"]}"' in text(answer), "it is sent again from here"

    def test_a_step_without_a_choice_says_so(self, jo: Client, led: Organization) -> None:
        assert "Choose an organization type." in text(jo.post(TYPE, {"type": ""}))
        jo.post(TYPE, {"type": "apm-entity"})
        assert "Choose a model." in text(jo.post(MODEL, {"model": ""}))
        go_to(jo, led)
        assert "Choose a role." in text(jo.post(ROLE, {"role": ""}))
