"""Finding the organization to connect to, and by when which (rules B2, D2, D12)."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from qpp_roles.connect.state import SESSION_KEY
from qpp_roles.organizations.kinds import KINDS, SSP_ACO, STORED, Kind, OrganizationType
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import LIMIT
from qpp_roles.roles.models import RoleRequest
from tests.cast import Cast, make_contact, make_organization, make_person
from tests.qpp_roles.connect.applicants import CASES, STRANGE, TIN
from tests.qpp_roles.connect.connecting import (
    FIND,
    MODEL,
    ROLE,
    SUGGESTIONS,
    TYPE,
    kept,
    place_of,
    text,
)
from tests.security.dump import database
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.mark.rule("D2")
@pytest.mark.parametrize("kind", [KINDS[code] for code in STORED], ids=STORED)
def test_the_page_says_what_is_looked_for(jo: Client, kind: Kind) -> None:
    page = jo.post(TYPE, {"type": kind.type.value}, follow=True)
    sought = kind.type.noun
    if kind.type is OrganizationType.APM_ENTITY:
        page, sought = jo.post(MODEL, {"model": kind.code}, follow=True), kind.label
    assert f"Find your {sought}</h1>" in page.content.decode()


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
        said = jo.post(SUGGESTIONS, {"typed": typed}).json()["said"]
        assert "a complete TIN has nine digits" in said

    def test_it_is_said_when_there_are_more_than_are_suggested(self, jo: Client) -> None:
        for number in range(LIMIT - 1):
            make_organization("practice", f"Elmwood {number}")
        assert jo.post(SUGGESTIONS, {"typed": "elm"}).json()["more"] is False
        make_organization("practice", "Elmwood again")
        answer = jo.post(SUGGESTIONS, {"typed": "elm"}).json()
        assert (len(answer["options"]), answer["more"]) == (LIMIT, True)

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
            assert jo.post(SUGGESTIONS, {"typed": typed}).json()["options"] == []
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
