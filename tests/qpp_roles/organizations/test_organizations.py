"""QPP's organizations in the admin: found, added, corrected, closed and read in (rule D1)."""

import re
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.staff import Duty
from acoms.access import Refused
from acoms.programme.tins import with_tin
from acoms.tables.estimated_paging import COUNTED, EstimatedPaginator
from qpp_roles.organizations.actions.correcting import (
    close_organization,
    reopen_organization,
    save_organization,
)
from qpp_roles.organizations.actions.importing import OrganizationFile, import_organizations
from qpp_roles.organizations.errors import QppError
from qpp_roles.organizations.importing.entries import Entry, read_entries
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.kinds import KINDS
from qpp_roles.organizations.models import Clinician, MemberPractice, Organization, SiteClinician
from qpp_roles.organizations.search import suggest
from tests.cast import Cast, make_organization, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.rule("D1")]

LIST = "/admin/qpp_roles_organizations/organization/"
TIN, OTHER_TIN = "070000017", "080000018"
NPI, OTHER_NPI = "2000000002", "2000000010"
FORM = {"kind": "practice", "name": "Elm  Hill ", "new_tin": "07-0000017", "location": ""}
GOOD_LIST = f"kind,tin,name\npractice,{TIN},Elm Hill\n"


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def shown(browser: Client, **asked: str) -> list[str]:
    return [row.name for row in browser.get(LIST, asked, follow=True).context["cl"].result_list]


def page_of(organization: Organization) -> str:
    return f"{LIST}{organization.pk}/change/"


def corrected(browser: Client, organization: Organization, **typed: str) -> str:
    form = {
        "name": organization.name,
        "identifier": organization.identifier,
        "location": organization.location,
        **typed,
    }
    return browser.post(page_of(organization), form, follow=True).content.decode()


class TestFinding:
    def test_by_the_beginning_of_the_name_by_id_and_by_complete_tin(self, staff: Client) -> None:
        make_organization(name="Elm Hill", tin=TIN)
        make_organization(name="The Elm", tin=OTHER_TIN)
        make_organization("qcdr", "Registry", identifier="1234567", tin="")
        assert shown(staff, q="elm") == ["Elm Hill"]
        assert shown(staff, q="07-0000017") == ["Elm Hill"]
        assert shown(staff, q="0700000") == []
        assert shown(staff, q="1234567") == ["Registry"]
        assert shown(staff, q="e%m") == shown(staff, q="%%") == []

    def test_the_name_as_people_type_it(self, staff: Client) -> None:
        make_organization(name="AMERICA'S FAMILY & FRIENDS", tin=TIN)
        make_organization(name="Family Care", tin=OTHER_TIN)
        for typed in (
            "America\u2019s Fam",
            "friends americas",
            "AMERICAS FAMILY AND",
            "familyfriends",
        ):
            assert shown(staff, q=typed) == ["AMERICA'S FAMILY & FRIENDS"], typed

    def test_by_kind_and_by_whether_it_is_open(self, staff: Client) -> None:
        make_organization(name="Elm", closed_at="2026-01-01T00:00Z")
        make_organization("virtual_group", "Group")
        assert shown(staff, kind__exact="virtual_group") == ["Group"]
        assert shown(staff, open="no") == ["Elm"]
        assert shown(staff, open="yes") == ["Group"]

    @pytest.mark.rule("E5")
    def test_no_page_shows_more_of_a_tin_than_its_end(self, staff: Client) -> None:
        practice = make_organization(tin=TIN)
        site = make_organization("cpc_plus_site", members=[TIN], site_clinicians=[(TIN, NPI)])
        for url in (LIST, page_of(practice), page_of(site), f"{LIST}export/"):
            page = staff.get(url)
            text = page.getvalue().decode() if page.streaming else page.content.decode()
            assert TIN not in text
            assert "•••••0017" in text

    def test_a_page_lists_some_of_many_clinicians_in_as_many_queries(self, staff: Client) -> None:
        practice = make_organization(clinicians=[(NPI, "P0")])
        with CaptureQueriesContext(connection) as few:
            staff.get(page_of(practice))
        Clinician.objects.bulk_create(
            Clinician(practice=practice, npi=NPI, ptan=f"P{n}") for n in range(1, 300)
        )
        with CaptureQueriesContext(connection) as many:
            page = staff.get(page_of(practice)).content.decode()
        assert len(few) == len(many)
        assert page.count("<li>NPI") == 200
        assert "The first 200 are shown." in page

    def test_the_count_is_exact_for_few_and_estimated_for_many(self) -> None:
        Organization.objects.bulk_create(
            Organization(kind="virtual_group", name=f"Group {n}", identifier=f"VG{n}")
            for n in range(COUNTED + 500)
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE qpp_roles_organizations_organization")
        every = Organization.objects.order_by("pk")
        assert EstimatedPaginator(every.filter(name__startswith="Group 1"), 50).count == 611
        assert EstimatedPaginator(every, 50).count >= COUNTED


class TestCorrecting:
    @pytest.mark.rule("E3")
    def test_an_organization_is_added_and_the_history_says_who(
        self, cast: Cast, staff: Client
    ) -> None:
        assert staff.post(f"{LIST}add/", FORM).status_code == 302
        made = Organization.objects.get(with_tin(TIN))
        assert (made.name, made.kind) == ("Elm Hill", "practice")
        event = apps.get_model("qpp_roles_organizations", "OrganizationEvent").objects.get()
        assert (event.pgh_label, event.name) == ("insert", "Elm Hill")
        assert event.pgh_context.metadata["acting_person"] == cast.cms_staff.pk

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ({"new_tin": ""}, "enter its nine digits"),
            ({"new_tin": "1234"}, "A TIN has nine digits"),
            ({"new_tin": OTHER_TIN}, "Other has this TIN already"),
            ({"identifier": "X1"}, "A Practice has no ID"),
            ({"name": ""}, "Fill in “"),
            ({"kind": "cpc_plus_site", "new_tin": "", "identifier": "X"}, "has eight characters"),
            ({"kind": "cpc_plus_site", "identifier": "T1AR0058"}, "has no TIN of its own"),
            ({"kind": "qcdr", "identifier": "1234567"}, "has this Vendor ID already"),
        ],
    )
    def test_a_mistake_is_a_sentence_and_keeps_what_was_typed(
        self, staff: Client, typed: dict[str, str], words: str
    ) -> None:
        make_organization(name="Other", tin=OTHER_TIN)
        make_organization("qcdr", "Registry", identifier="1234567")
        page = staff.post(f"{LIST}add/", {**FORM, "location": "Lansing, MI", **typed})
        text = page.content.decode()
        assert page.status_code == 200
        assert words in text
        assert "Lansing, MI" in text
        assert "Constraint" not in text
        assert Organization.objects.count() == 2

    def test_a_name_is_corrected_and_the_tin_stays(self, staff: Client) -> None:
        practice = make_organization(name="Elm Hil", tin=TIN)
        corrected(staff, practice, name="Elm Hill")
        practice.refresh_from_db()
        assert (practice.name, practice.tin) == ("Elm Hill", TIN)
        corrected(staff, practice, new_tin=OTHER_TIN)
        practice.refresh_from_db()
        assert practice.tin == OTHER_TIN

    def test_clinicians_come_and_go_a_line_each(self, staff: Client) -> None:
        practice = make_organization(clinicians=[(NPI, "P1")])
        lines = f"{OTHER_NPI} zz-2\n\n{OTHER_NPI},ZZ-2\n"
        corrected(staff, practice, to_add=lines, to_take_out=f"{NPI} P1")
        assert practice.clinicians.values_list("npi", "ptan").get() == (OTHER_NPI, "ZZ-2")
        events = apps.get_model("qpp_roles_organizations", "ClinicianEvent").objects.order_by(
            "pgh_id"
        )
        assert [(one.pgh_label, one.npi) for one in events] == [
            ("delete", NPI),
            ("insert", OTHER_NPI),
        ]

    def test_members_of_a_site_come_with_their_clinicians_and_go_with_them(
        self, staff: Client
    ) -> None:
        site = make_organization("cpc_plus_site")
        corrected(staff, site, to_add=f"{TIN} {NPI}\n{TIN}\n{OTHER_TIN}")
        assert sorted(one.tin for one in site.members.all()) == [TIN, OTHER_TIN]
        assert SiteClinician.objects.get().member.tin == TIN
        corrected(staff, site, to_take_out=TIN)
        assert MemberPractice.objects.get().tin == OTHER_TIN
        assert not SiteClinician.objects.exists()

    def test_a_wrong_line_is_named_and_nothing_is_changed(self, staff: Client) -> None:
        practice = make_organization(clinicians=[(NPI, "P1")])
        page = corrected(staff, practice, name="New", to_add=f"{OTHER_NPI} P2\n123 P3")
        assert "Line 2: An NPI has ten digits" in page
        page = corrected(staff, practice, name="New", to_take_out=f"{OTHER_NPI} P9")
        assert "is not in New: nothing was changed." in page
        practice.refresh_from_db()
        assert practice.name == "Elm Street Family Practice"
        assert practice.clinicians.count() == 1

    def test_nobody_is_both_in_a_kind_without_a_list(self) -> None:
        with pytest.raises(ValueError, match="has no such list"):
            read_entries(KINDS["qcdr"], TIN)
        assert read_entries(KINDS["virtual_group"], " 07-0000017 ,\n") == [Entry(tin=TIN)]
        with pytest.raises(ValueError, match="more than 500 lines"):
            read_entries(KINDS["virtual_group"], f"{TIN}\n" * 501)

    @pytest.mark.rule("D2")
    def test_a_closed_one_is_not_found_until_it_is_opened_again(
        self, cast: Cast, staff: Client
    ) -> None:
        practice = make_organization(name="Elm Hill")
        url = f"{LIST}{practice.pk}/closing/"
        assert "Nobody finds Elm Hill" in staff.get(url).content.decode()
        assert staff.post(url, {"reason": " "}).status_code == 200
        for to, words, names in (
            ("close", "Merged", []),
            ("close", "Merged", []),  # pressed twice
            ("open", "By mistake", ["Elm Hill"]),
        ):
            staff.post(url, {"to": to, "reason": words})
            assert [one.name for one in suggest([KINDS["practice"]], "elm")] == names
        events = apps.get_model("qpp_roles_organizations", "OrganizationEvent").objects.order_by(
            "pgh_id"
        )
        assert [one.pgh_context.metadata["reason"] for one in events] == ["Merged", "By mistake"]

    def test_what_is_closed_is_not_closed_again(self, cast: Cast) -> None:
        practice = make_organization()
        why: dict[str, Any] = {
            "acting_person": cast.cms_staff,
            "organization": practice,
            "reason": "Merged",
        }
        close_organization(**why)
        close_organization(**why)  # by the same person, who has done it
        why["acting_person"] = make_person("other_staff", is_staff=True, is_superuser=True)
        with pytest.raises(QppError, match="is closed already"):
            close_organization(**why)
        reopen_organization(**why)
        with pytest.raises(QppError, match="is open already"):
            reopen_organization(**{**why, "acting_person": cast.cms_staff})

    @pytest.mark.rule("E1")
    @pytest.mark.parametrize("role", ["cms_viewer", "cms_analyst", "exec"])
    def test_others_are_refused_by_the_actions_themselves(self, cast: Cast, role: str) -> None:
        person, practice = getattr(cast, role), make_organization()
        assert not person.may(Duty.MANAGE_ORGANIZATIONS)
        with pytest.raises(Refused):
            save_organization(acting_person=person, organization=practice)
        with pytest.raises(Refused):
            close_organization(acting_person=person, organization=practice, reason="x")
        file = OrganizationFile(name="x.csv", lines=GOOD_LIST.splitlines())
        with pytest.raises(Refused):
            import_organizations(acting_person=person, file=file)

    def test_the_database_holds_what_an_organization_is(self) -> None:
        make_organization(tin=TIN)
        make_organization("qcdr", identifier="1234567")
        wrong: list[tuple[dict[str, Any], str]] = [
            ({"kind": "practice", "tin": TIN}, "organization_practice_once"),
            ({"kind": "practice", "tin": ""}, "organization_is_identified"),
            ({"kind": "practice", "identifier": "X"}, "organization_is_identified"),
            ({"kind": "qcdr", "identifier": "1234567"}, "organization_identifier_once"),
            ({"kind": "qcdr", "identifier": ""}, "organization_is_identified"),
        ]
        for fields, limit in wrong:
            with pytest.raises(IntegrityError, match=limit), transaction.atomic():
                make_organization(**fields)


class TestReadingIn:
    def upload(self, browser: Client, content: str, **typed: str) -> str:
        file = SimpleUploadedFile("list.csv", content.encode())
        return browser.post(f"{LIST}import/", {"file": file, **typed}).content.decode()

    def sealed(self, page: str) -> str:
        found = re.search(r'name="sealed" value="([^"]+)"', page)
        assert found is not None
        return found[1]

    def test_first_it_says_what_would_happen_and_then_it_does(
        self, cast: Cast, staff: Client
    ) -> None:
        page = self.upload(staff, GOOD_LIST)
        assert "Organizations: 1 read, 1 new" in page
        assert TIN not in page
        assert not Organization.objects.exists()
        assert not OrganizationImport.objects.exists()
        done = staff.post(f"{LIST}import/", {"sealed": self.sealed(page)}, follow=True)
        assert "Organizations: 1 read, 1 new" in done.content.decode()
        assert Organization.objects.get().tin == TIN
        record = OrganizationImport.objects.get()
        assert (record.imported_by, record.file_name) == (cast.cms_staff, "list.csv")

    def test_bad_lines_are_shown_by_number_and_the_good_ones_can_go_in(self, staff: Client) -> None:
        page = self.upload(staff, f"{GOOD_LIST}practice,1234,Oak\n")
        assert "1 line would be left out" in page
        assert re.search(r'<th scope="row">3</th><td>A TIN has nine digits', page)
        assert "Import the good lines" in page
        page = self.upload(staff, f"{GOOD_LIST}practice,1234,Oak\n", complete_lists="on")
        assert "a complete list has good lines only" in page
        assert "sealed" not in page

    def test_a_list_with_nothing_new_cannot_be_confirmed(self, staff: Client) -> None:
        make_organization(name="Elm Hill", tin=TIN)
        page = self.upload(staff, GOOD_LIST)
        assert "Nothing is different from what was there." in page
        assert "sealed" not in page

    @pytest.mark.parametrize(
        ("content", "words"),
        [("a,b\n", "columns that are not known"), ("", "The file is empty")],
    )
    def test_another_file_is_refused(self, staff: Client, content: str, words: str) -> None:
        assert words in self.upload(staff, content)

    def test_a_preview_is_its_owners_and_lasts_an_hour(self, cast: Cast, staff: Client) -> None:
        with time_machine.travel("2026-03-01T10:00Z", tick=False) as clock:
            browser = cast.browser("cms_staff")
            sealed = self.sealed(self.upload(browser, GOOD_LIST))
            other = sealed[:-6] + "AAAAA="
            clock.shift(3601)
            browser = cast.browser("cms_staff")
            for value in (sealed, other, ""):
                page = browser.post(f"{LIST}import/", {"sealed": value}, follow=True)
                assert "This preview is too old" in page.content.decode()
        assert not Organization.objects.exists()

    @pytest.mark.rule("E1")
    def test_who_may_not_add_may_not_read_in(self, cast: Cast) -> None:
        page = cast.browser("cms_analyst").get(f"{LIST}import/")
        assert page.status_code == 403
        assert "<li>CMS administrator</li>" in page.content.decode()
