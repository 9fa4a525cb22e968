"""Connect to an Organization, as its steps are gone without JavaScript (rules D1-D5, D11)."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from contacts.models import Aco
from qpp_roles.connect.models import ValidationTry
from qpp_roles.connect.state import SESSION_KEY
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, STORED
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from tests.cast import Cast, make_organization, make_person
from tests.qpp_roles.connect.applicants import CASES, LAST_DAY_OF_ACOS, NPI, PTAN
from tests.qpp_roles.connect.connecting import (
    FACTS,
    FIND,
    MODEL,
    OFFICIAL,
    ROLE,
    STEPS,
    TYPE,
    ask,
    go_to,
    kept,
    place_of,
    text,
)
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


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

    @pytest.mark.rule("D4")
    def test_an_id_with_letters_can_be_typed_on_a_phone(self, jo: Client) -> None:
        page = go_to(jo, CASES["cpc_plus_site"].make())
        with_digits = re.findall(r'<input[^>]*name="(\w+)"[^>]*inputmode="numeric"', page)
        assert with_digits == ["tin", "npi"]

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
        assert jo.post(ROLE, {"role": "staff_user"})["Location"] == first["Location"]
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


@pytest.mark.rule("D11")
@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("practice", "it submits its Promoting Interoperability data itself"),
        ("apm-entity", "submits its quality measures for all at the level of the ACO"),
        ("apm-entity", "submits its eCQMs, in QRDA III format, at the level of the site"),
        ("virtual-group", "data of all its clinicians"),
    ],
)
def test_what_a_level_submits_stands_under_its_own_type(jo: Client, kind: str, said: str) -> None:
    cards = jo.get(TYPE).content.decode().split("<section")
    assert [f'aria-labelledby="for-{kind}"' in card for card in cards if said in card] == [True]


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
