"""Connect to an Organization, as its pages are used without JavaScript (rules D1-D6, D11, D12)."""

import re
from contextlib import ExitStack
from typing import Any

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contacts.models import Aco
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.places import standing_of
from qpp_roles.connect.state import SESSION_KEY
from qpp_roles.connect.views import asking
from qpp_roles.kinds import KINDS, SSP_ACO, STORED, Role
from qpp_roles.models import HeldRole, Organization, RoleRequest
from qpp_roles.validation import TRIES_OF_PERSON
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.applicants import (
    CASES,
    LAST_DAY_OF_ACOS,
    NPI,
    PTAN,
    STRANGE,
    TIN,
    elm_street,
)
from tests.security.dump import database
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

STEPS = "/manage-access/connect/"
TYPE, MODEL, FIND, ROLE = STEPS, f"{STEPS}model/", f"{STEPS}organization/", f"{STEPS}role/"
SUGGESTIONS = f"{STEPS}suggestions/"
FACTS = CASES["practice"].typed
OFFICIAL = {"role": "security_official", **FACTS}
SAME = "What you entered could not be validated. Check every field and enter it again."


@pytest.fixture
def jo(db: None) -> Client:
    """The browser of someone who has an account and nothing else."""
    return sign_in(Client(), make_person("jo_chen"))


@pytest.fixture
def practice(db: None) -> Organization:
    return elm_street()


@pytest.fixture
def led(practice: Organization) -> Organization:
    """Elm Street, whose Security Official is Ann Ray."""
    give(practice, "ann_ray", Role.SECURITY_OFFICIAL)
    return practice


def give(place: Organization, user_id: str, role: Role) -> None:
    HeldRole.objects.create(
        organization=place,
        person=make_person(user_id),
        role=role.value,
        source=HeldRole.Source.QPP_STAFF,
    )


def text(answer: Any) -> str:
    return str(answer.content.decode())


def place_of(organization: Organization) -> str:
    return f"{organization.kind}:{organization.pk}"


def go_to(browser: Client, place: Organization) -> str:
    """All steps up to the role; the page on which it is chosen."""
    kind = place.kind_row
    browser.post(TYPE, {"type": kind.type.value})
    if kind.type.value == "apm-entity":
        browser.post(MODEL, {"model": kind.code})
    if kind.code == "virtual_group":
        answer = browser.post(FIND, {"typed": place.identifier})
    else:
        answer = browser.post(FIND, {"place": place_of(place)})
    assert answer.headers["Location"] == ROLE
    return text(browser.get(ROLE))


def ask(browser: Client, typed: dict[str, str]) -> str:
    """Ask for a role; the page that it leads to."""
    return text(browser.post(ROLE, typed, follow=True))


def kept(browser: Client) -> dict[str, Any]:
    return dict(browser.session.get(SESSION_KEY, {}))


class TestTheWholeWay:
    @pytest.mark.rule("D1", "D2", "D3", "D4", "D5")
    def test_of_the_first_security_official_of_a_practice(
        self, jo: Client, practice: Organization
    ) -> None:
        page = text(jo.get(TYPE))
        assert "Connect to an Organization" in page
        assert jo.post(TYPE, {"type": "practice"}).headers["Location"] == FIND
        to_results = jo.post(FIND, {"typed": "elm"})
        page = text(jo.get(to_results.headers["Location"]))
        assert "Elm Street Family Practice" in page
        assert f'value="{place_of(practice)}"' in page
        chosen = {"place": place_of(practice), "results": "1"}
        assert jo.post(FIND, chosen).headers["Location"] == ROLE
        page = text(jo.get(ROLE))
        assert "needs one before anyone else" in page
        assert "tell an administrator of your organization" in page
        assert page.count("disabled") == 1, "Staff User cannot be chosen"
        page = ask(jo, OFFICIAL)
        assert "<h1>You are Security Official</h1>" in page
        assert "Approve or deny requests of others" in page
        assert "Connect to another organization" in page
        assert HeldRole.objects.get().source == "validated"

    @pytest.mark.rule("D1", "D2", "D4")
    @pytest.mark.parametrize("kind", STORED)
    def test_of_the_first_one_of_every_kind(self, jo: Client, kind: str) -> None:
        page = go_to(jo, CASES[kind].make())
        assert KINDS[kind].label in page
        assert "You are Security Official" in ask(
            jo, {"role": "security_official", **CASES[kind].typed}
        )

    @pytest.mark.rule("D12", "B2", "D4")
    def test_of_the_first_one_of_an_aco_before_august_5_2021(self) -> None:
        with time_machine.travel(LAST_DAY_OF_ACOS):
            jo = sign_in(Client(), make_person("jo_chen"))
            aco: Aco = CASES[SSP_ACO].make()
            jo.post(TYPE, {"type": "apm-entity"})
            assert jo.post(MODEL, {"model": SSP_ACO}).headers["Location"] == FIND
            assert "Brookside ACO" in text(jo.post(FIND, {"typed": "brook"}, follow=True))
            jo.post(FIND, {"place": f"{SSP_ACO}:{aco.pk}"})
            page = ask(jo, {"role": "security_official", **CASES[SSP_ACO].typed})
        assert "You are Security Official" in page
        assert aco.held_types.active().get().type == "qpp_security_official"

    @pytest.mark.rule("D3", "D5", "D8")
    def test_of_everyone_else_ends_with_a_pending_request(
        self, jo: Client, led: Organization
    ) -> None:
        page = go_to(jo, led)
        assert "Register a group for the CAHPS for MIPS survey" in page
        assert "Ann" not in page, "an outsider is not told who is in it"
        assert "disabled" not in page
        page = ask(jo, {"role": "staff_user"})
        assert "<h1>Your request is pending</h1>" in page
        assert "we e-mail you as soon as they answer" in page
        assert RoleRequest.objects.get().role == "staff_user"

    @pytest.mark.rule("D1")
    def test_can_be_gone_again_for_the_next_organization(
        self, jo: Client, led: Organization
    ) -> None:
        go_to(jo, led)
        ask(jo, {"role": "staff_user"})
        assert "checked" not in text(jo.get(TYPE)), "it begins anew"
        other = CASES["qcdr"].make()
        go_to(jo, other)
        ask(jo, {"role": "security_official", **CASES["qcdr"].typed})
        assert RoleRequest.objects.count() == 2


class TestTwice:
    @pytest.mark.rule("E4", "E6", "D5")
    def test_a_form_sent_twice_makes_one_request(self, jo: Client, led: Organization) -> None:
        go_to(jo, led)
        before = kept(jo)
        first = jo.post(ROLE, {"role": "staff_user"})
        session = jo.session
        session[SESSION_KEY] = before  # as a second click finds it
        session.save()
        assert jo.post(ROLE, {"role": "staff_user"}).headers == first.headers
        assert RoleRequest.objects.count() == 1

    @pytest.mark.rule("E6", "D4")
    def test_so_does_the_first_security_officials(self, jo: Client, practice: Organization) -> None:
        go_to(jo, practice)
        before = kept(jo)
        first = jo.post(ROLE, OFFICIAL)
        session = jo.session
        session[SESSION_KEY] = before
        session.save()
        page = text(jo.post(ROLE, OFFICIAL, follow=True))
        assert "<h1>You are Security Official</h1>" in page
        assert RoleRequest.objects.count() == 1
        assert jo.get(first.headers["Location"]).status_code == 200

    @pytest.mark.rule("D1")
    def test_back_in_the_browser_after_it_leads_to_the_confirmation(
        self, jo: Client, led: Organization
    ) -> None:
        go_to(jo, led)
        there = jo.post(ROLE, {"role": "staff_user"}).headers["Location"]
        assert jo.get(ROLE).headers["Location"] == there
        assert jo.post(ROLE, {"role": "staff_user"}).headers["Location"] == there

    @pytest.mark.rule("E1")
    def test_a_confirmation_is_there_for_whoever_asked_and_for_nobody_else(
        self, jo: Client, led: Organization, cast: Cast
    ) -> None:
        go_to(jo, led)
        there = jo.post(ROLE, {"role": "staff_user"}).headers["Location"]
        assert jo.get(there).status_code == 200
        for other in ("outsider", "exec", "cms_staff"):
            assert cast.browser(other).get(there).status_code == 404
        assert jo.get(f"{STEPS}requests/999999/").status_code == 404


class TestOutOfOrder:
    @pytest.mark.rule("D1")
    @pytest.mark.parametrize("step", [MODEL, FIND, ROLE])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_step_without_a_type_leads_to_the_first(
        self, jo: Client, step: str, method: str
    ) -> None:
        assert getattr(jo, method)(step).headers["Location"] == TYPE

    @pytest.mark.rule("D1")
    @pytest.mark.parametrize(
        ("type_", "step", "right"),
        [
            ("practice", MODEL, FIND),
            ("practice", ROLE, FIND),
            ("apm-entity", FIND, MODEL),
            ("apm-entity", ROLE, MODEL),
        ],
    )
    def test_a_step_that_is_not_due_leads_to_the_one_that_is(
        self, jo: Client, type_: str, step: str, right: str
    ) -> None:
        jo.post(TYPE, {"type": type_})
        assert jo.get(step).headers["Location"] == right

    def test_an_organization_that_closed_meanwhile_leads_back_to_the_search(
        self, jo: Client, led: Organization
    ) -> None:
        go_to(jo, led)
        Organization.objects.update(closed_at=timezone.now())
        assert jo.post(ROLE, {"role": "staff_user"}).headers["Location"] == FIND
        assert "Your choice so far" not in text(jo.get(FIND))


class TestBack:
    @pytest.mark.rule("D1")
    def test_loses_nothing_on_any_step(self, jo: Client, practice: Organization) -> None:
        jo.post(TYPE, {"type": "practice"})
        jo.post(FIND, {"typed": "elm"})
        jo.post(FIND, {"place": place_of(practice), "results": "1"})
        half = {"role": "security_official", "tin": "12", "npi": NPI, "back": "organization"}
        assert jo.post(ROLE, half).headers["Location"] == FIND
        page = text(jo.get(FIND))
        assert "Your choice so far: <strong>Elm Street" in page
        assert 'value="elm"' in page
        assert re.search(r'value="practice"[^>]* checked', text(jo.get(TYPE)))
        jo.post(TYPE, {"type": "practice"})
        page = text(jo.get(ROLE))
        assert 'value="12"' in page
        assert f'value="{NPI}"' in page

    @pytest.mark.rule("D1")
    def test_change_organization_keeps_the_role_and_no_others_facts(
        self, jo: Client, practice: Organization
    ) -> None:
        go_to(jo, practice)
        jo.post(ROLE, {**OFFICIAL, "back": "organization"})
        assert kept(jo)["answers"] == FACTS
        other = make_organization(name="Oak Practice")
        jo.post(FIND, {"place": place_of(other)})
        assert kept(jo)["answers"] == {}
        assert kept(jo)["role"] == "security_official"
        assert "Oak Practice" in text(jo.get(ROLE))

    @pytest.mark.rule("D1")
    def test_another_type_is_another_search(self, jo: Client, practice: Organization) -> None:
        go_to(jo, practice)
        jo.post(TYPE, {"type": "registry"})
        assert jo.get(ROLE).headers["Location"] == FIND
        assert not kept(jo)["typed"]

    @pytest.mark.rule("D1", "D6", "E5")
    def test_nothing_that_validated_someone_is_kept_after_it_did(
        self, jo: Client, practice: Organization
    ) -> None:
        go_to(jo, practice)
        jo.post(ROLE, {**OFFICIAL, "back": "organization"})
        jo.post(FIND, {"place": place_of(practice)})
        ask(jo, OFFICIAL)
        made = RoleRequest.objects.get()
        assert {name: value for name, value in kept(jo).items() if value} == {"asked": made.pk}


class TestFinding:
    @pytest.fixture(autouse=True)
    def _looking_for_a_practice(self, jo: Client, practice: Organization) -> None:
        jo.post(TYPE, {"type": "practice"})

    def suggested(self, jo: Client, typed: str) -> list[str]:
        return [one["name"] for one in jo.post(SUGGESTIONS, {"typed": typed}).json()["options"]]

    @pytest.mark.rule("D2", "E5")
    def test_a_complete_tin_finds_and_is_not_written_down(
        self, jo: Client, caplog: pytest.LogCaptureFixture
    ) -> None:
        page = text(jo.post(FIND, {"typed": TIN}, follow=True))
        assert "Elm Street Family Practice" in page
        assert kept(jo)["searched"] == TIN
        assert "POST /manage-access/connect/organization/" in caplog.text
        for written in (caplog.text, database()):
            assert TIN not in written

    @pytest.mark.rule("D2", "E5")
    def test_a_limit_is_not_got_round_by_choosing_something(
        self, jo: Client, practice: Organization
    ) -> None:
        jo.post(FIND, {"typed": "elm"})
        jo.post(FIND, {"place": place_of(practice), "typed": STRANGE})
        assert "Found for “elm”" in text(jo.get(f"{FIND}?page=1"))

    @pytest.mark.rule("D2")
    def test_a_complete_tin_finds_and_never_stands_in_an_address(self, jo: Client) -> None:
        answer = jo.post(FIND, {"typed": "00-1700001"})
        assert answer.headers["Location"] == f"{FIND}?page=1"
        page = text(jo.get(answer.headers["Location"]))
        assert "Elm Street Family Practice" in page
        assert jo.get(SUGGESTIONS, {"typed": TIN}).status_code == 405
        assert self.suggested(jo, TIN) == ["Elm Street Family Practice"]

    @pytest.mark.rule("D2")
    @pytest.mark.parametrize("typed", ["001", "00170000", "0017000011", "00-17"])
    def test_part_of_a_tin_finds_nothing(self, jo: Client, typed: str) -> None:
        page = text(jo.post(FIND, {"typed": typed}))
        assert "Enter all nine digits of the TIN, or a name." in page
        assert f'value="{typed}"' in page
        assert self.suggested(jo, typed) == []

    @pytest.mark.rule("D2")
    def test_suggestions_are_of_the_chosen_type_alone(self, jo: Client) -> None:
        make_organization("qcdr", "Elmwood QCDR")
        assert self.suggested(jo, "elm") == ["Elm Street Family Practice"]
        jo.post(TYPE, {"type": "registry"})
        assert self.suggested(jo, "elm") == ["Elmwood QCDR"]

    def test_what_is_suggested_can_be_chosen(self, jo: Client, practice: Organization) -> None:
        (one,) = jo.post(SUGGESTIONS, {"typed": "elm st"}).json()["options"]
        assert one["value"] == place_of(practice)
        answer = jo.post(FIND, {"typed": one["name"], "place": one["value"]})
        assert answer.headers["Location"] == ROLE

    @pytest.mark.rule("D2", "E1")
    def test_nothing_of_another_type_can_be_chosen(self, jo: Client) -> None:
        group = CASES["virtual_group"].make()
        for value in (place_of(group), f"practice:{group.pk}", "practice:x", "x", "practice:-1"):
            page = text(jo.post(FIND, {"typed": "elm", "place": value}))
            assert "not here any more" in page
            assert group.name not in page

    def test_results_without_a_choice_say_so(self, jo: Client) -> None:
        jo.post(FIND, {"typed": "elm"})
        page = text(jo.post(FIND, {"results": "1"}))
        assert "Choose one, or search again." in page
        assert "Elm Street Family Practice" in page

    def test_nothing_found_says_what_to_do(self, jo: Client) -> None:
        page = text(jo.post(FIND, {"typed": "nowhere"}, follow=True))
        assert "Nothing was found for “nowhere”." in page
        assert "Try the TIN instead of the name" in page
        assert "I cannot find my practice" in page

    def test_results_come_in_pages_with_as_many_queries_for_one_as_for_many(
        self, jo: Client, django_assert_max_num_queries: Any
    ) -> None:
        for n in range(60):
            make_organization(name=f"Maple Practice {n:02}")
        jo.post(FIND, {"typed": "elm"})
        with django_assert_max_num_queries(7):
            jo.get(f"{FIND}?page=1")
        jo.post(FIND, {"typed": "maple"})
        with django_assert_max_num_queries(7):
            page = text(jo.get(f"{FIND}?page=2"))
        assert "Maple Practice 30" in page
        assert "Page 2" in page
        assert "?page=3#results" in page
        assert "Maple Practice 59" in text(jo.get(f"{FIND}?page=3"))

    @pytest.mark.rule("E5", "D2")
    def test_tins_are_not_tried_out_in_numbers(self, jo: Client, cast: Cast) -> None:
        answers = [jo.post(SUGGESTIONS, {"typed": f"0017{n:05}"}).status_code for n in range(21)]
        assert answers == [200] * 20 + [429]
        page = jo.post(FIND, {"typed": TIN})
        assert page.status_code == 429
        assert "You have searched very often" in text(page)
        assert self.suggested(jo, "elm"), "names are still suggested"
        other = cast.browser("outsider")
        other.post(TYPE, {"type": "practice"})
        assert self.suggested(other, TIN), "and others are not held up"

    @pytest.mark.rule("E5")
    def test_names_have_a_limit_too(self, jo: Client, settings: Any) -> None:
        settings.ACCOUNT_RATE_LIMITS = {
            **settings.ACCOUNT_RATE_LIMITS,
            "organization_search": "2/m/user",
        }
        answers = [jo.post(SUGGESTIONS, {"typed": "elm"}) for _ in range(3)]
        assert [one.status_code for one in answers] == [200, 200, 429]
        assert "You have searched very often" in answers[2].json()["said"]


class TestAVirtualGroup:
    @pytest.mark.rule("D2", "E5")
    def test_is_found_by_its_complete_id_alone(self, jo: Client) -> None:
        group = CASES["virtual_group"].make()
        jo.post(TYPE, {"type": "virtual-group"})
        for typed in ("VG-7", "Valley", "valley group"):
            assert "No virtual group has this ID" in text(jo.post(FIND, {"typed": typed}))
            assert jo.post(SUGGESTIONS, {"typed": typed}).json() == {"options": []}
        # Nor by counting up what a form could send.
        answer = jo.post(FIND, {"place": place_of(group)})
        assert answer.status_code == 200
        assert jo.post(FIND, {"typed": " vg-77 "}).headers["Location"] == ROLE

    @pytest.mark.rule("E5")
    def test_ids_are_not_tried_out_in_numbers(self, jo: Client) -> None:
        jo.post(TYPE, {"type": "virtual-group"})
        answers = [jo.post(FIND, {"typed": f"VG-{n}"}).status_code for n in range(21)]
        assert answers == [200] * 20 + [429]


class TestDates:
    def chosen(self, person: str, model: str) -> str:
        browser = sign_in(Client(), make_person(person))
        browser.post(TYPE, {"type": "apm-entity"})
        return text(browser.post(MODEL, {"model": model}, follow=True))

    @pytest.mark.rule("D12", "B2")
    def test_acos_by_invitation_from_august_5_2021(self) -> None:
        with time_machine.travel("2021-08-04T23:59:30-04:00"):
            assert "Legal business name" in self.chosen("before", SSP_ACO)
        with time_machine.travel("2021-08-05T00:00:00-04:00"):
            page = self.chosen("after", SSP_ACO)
        assert "By invitation only" in page
        assert "Legal business name" not in page

    @pytest.mark.rule("D12")
    def test_cpc_plus_from_january_2_2019(self) -> None:
        with time_machine.travel("2019-01-01T23:59:30-05:00"):
            page = self.chosen("before", "cpc_plus_site")
        assert "can be connected to from January 2, 2019" in page
        with time_machine.travel("2019-01-02T00:00:00-05:00"):
            assert "Legal business name" in self.chosen("after", "cpc_plus_site")

    @pytest.mark.rule("B2", "E1", "B5")
    def test_administrators_are_named_to_their_own_people_only(self, cast: Cast) -> None:
        make_contact(cast.lakeside, make_person("sam_ortiz"), ["cms_liaison", "financial"])
        pages = {}
        for who in ("exec", "it", "outsider"):
            browser = cast.browser(who)
            browser.post(TYPE, {"type": "apm-entity"})
            pages[who] = text(browser.post(MODEL, {"model": SSP_ACO}, follow=True))
        assert "Sam Ortiz (CMS Liaison)" in pages["it"]
        assert "The Exec (ACO Executive)" in pages["it"]
        assert "You (ACO Executive)" in pages["exec"]
        assert "Sam Ortiz" not in pages["outsider"]
        assert "Lakeside" not in pages["outsider"]
        for page in pages.values():
            assert "SharedSavingsProgram@cms.hhs.gov" in page
            assert "connect to a Practice</a> instead" in page

    @pytest.mark.rule("B2", "D12")
    def test_an_aco_chosen_before_the_day_is_refused_on_it(self, cast: Cast) -> None:
        jo = cast.browser("outsider")
        session = jo.session
        session[SESSION_KEY] = {
            "type": "apm-entity",
            "model": SSP_ACO,
            "place": f"{SSP_ACO}:{cast.lakeside.pk}",
        }
        session.save()
        for step in (FIND, ROLE):
            assert jo.get(step).headers["Location"] == MODEL
        assert jo.post(ROLE, {"role": "staff_user"}).headers["Location"] == MODEL
        assert jo.post(SUGGESTIONS, {"typed": "lake"}).json() == {"options": []}
        assert not RoleRequest.objects.exists()


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
        assert "was denied: Who are you?" in go_to(jo, led)
        assert "Your request is pending" in ask(jo, {"role": "staff_user"})


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
        for value in {**FACTS, **wrong}.values():
            assert f'value="{value}"' in page
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
        assert "4 more tries are taken" in pages[0]
        assert "1 more try is taken" in pages[3]
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
        assert "Elm Street" in text(jo.get(ROLE)), "what was chosen is still there"
        assert "You are Security Official" in ask(jo, OFFICIAL)

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

    def test_a_step_without_a_choice_says_so(self, jo: Client, led: Organization) -> None:
        assert "Choose an organization type." in text(jo.post(TYPE, {"type": ""}))
        jo.post(TYPE, {"type": "apm-entity"})
        assert "Choose a model." in text(jo.post(MODEL, {"model": ""}))
        go_to(jo, led)
        assert "Choose a role." in text(jo.post(ROLE, {"role": ""}))


@pytest.mark.rule("E4")
def test_looking_at_every_step_asks_for_nothing(jo: Client, practice: Organization) -> None:
    go_to(jo, practice)
    for step in (TYPE, FIND, f"{FIND}?page=1", ROLE):
        assert jo.get(step).status_code == 200
    jo.get(ROLE, OFFICIAL)
    assert not RoleRequest.objects.exists()
    assert not HeldRole.objects.exists()
    assert not ValidationTry.objects.exists()


@pytest.mark.rule("D11")
@pytest.mark.parametrize(
    "said",
    [
        "it submits its Promoting Interoperability data itself, as a group",
        "submits its quality measures for all at the level of the ACO",
        "submits its eCQMs, in QRDA III format, at the level of the site",
        "data of all its clinicians",
        "connect once to the Practice and once to the APM Entity",
        "Connect to each practice, virtual group or APM Entity that you work for",
    ],
)
def test_which_level_submits_what_stands_where_the_type_is_chosen(jo: Client, said: str) -> None:
    assert said in text(jo.get(TYPE))


def test_every_step_says_how_to_reach_the_quality_payment_program(
    jo: Client, practice: Organization
) -> None:
    go_to(jo, practice)
    for step in (TYPE, FIND, ROLE):
        page = text(jo.get(step))
        assert "1-866-288-8292" in page
        assert "8 a.m. to 8 p.m. Eastern Time" in page


@pytest.mark.rule("D4")
def test_the_page_says_what_a_ptan_is_and_where_it_stands(
    jo: Client, practice: Organization
) -> None:
    page = go_to(jo, practice)
    assert "What is a PTAN?" in page
    assert "View Medicare ID Report" in page
    assert PTAN not in page
