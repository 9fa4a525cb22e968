"""The admin as CMS staff work with it: it opens, finds, filters, and gives no secret away."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin import site
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuthenticatorApp, Person
from acoms.site.admin_site import AcomsAdminSite
from activity.models import Activity, Seal
from api.credentials.models import Credentials
from contacts.models import Aco, Contact, HeldType
from documents.reports.models import ReportMonth
from helpdesk.actions import ask_as_stranger as ask_helpdesk
from helpdesk.models import Ticket
from helpdesk.rules import Where
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from notifications.models import Notification
from participants.lists.models import Participant, ProviderSupplier, TinShown
from qpp_roles.connect.models import ValidationTry
from qpp_roles.harp.actions import prepare_harp_import
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS, EXAMPLE
from qpp_roles.openid.models import Website
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole, RoleRequest
from recertification.models import AcoReview
from tests.activity.many import make_seal
from tests.api.credentials.keeping import agreement_is_over
from tests.api.credentials.keeping import made as credentials_made
from tests.api.webhooks import receiver as webhooks
from tests.cast import (
    Cast,
    make_aco,
    make_contact,
    make_organization,
    make_participant,
    make_person,
)
from tests.documents.correspondence import written
from tests.documents.files import published
from tests.documents.library import shelf
from tests.participants import further
from tests.participants.changes import asked as changes
from tests.participants.screening import screened
from tests.qpp_roles.openid.website import registered
from tests.qpp_roles.roles.in_roles import STAFF_USER, ask, hold
from tests.signing import records as signing_events
from tests.signing_in import give_second_factor

pytestmark = pytest.mark.django_db

# The activity of ACOs is no list of records: tests/activity/test_admin.py.
MODELS = [model for model in site._registry if model is not Activity]
ACO_FORM = {  # as the page has it: with its list of held types, which nobody edits there
    "aco_id": " a9200 ",
    "name": "New ACO",
    "service_area": "OH,MI",
    "high_revenue": "unknown",
    "held_types-TOTAL_FORMS": "0",
    "held_types-INITIAL_FORMS": "0",
}
JO = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net"}


def make_import(n: int) -> OrganizationImport:
    counts = {"read": n, "added": n, "changed": 0, "left_out": 0, "removed": 0}
    return OrganizationImport.objects.create(file_name=f"list-{n}.csv", **counts)


def make_harp_import(cast: Cast) -> HarpImport:
    text = "\n".join([",".join(COLUMNS.values()), ",".join(EXAMPLE)])
    return prepare_harp_import(acting_person=cast.cms_staff, source="harp.csv", text=text)


def url_of(model: type[Model], page: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_{page}", args=args)


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def test_a_room_that_has_no_place_in_the_admin_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("acoms.site.admin_site.ORDER", ("accounts",))
    with pytest.raises(ImproperlyConfigured, match="ORDER lacks contacts"):
        AcomsAdminSite("another").register(Contact)


def test_the_admin_shows_the_rooms_own_records_and_no_librarys() -> None:
    assert {model._meta.label for model in MODELS} == {
        "helpdesk.Ticket",
        "accounts.Person",
        "activity.Seal",
        "contacts.Aco",
        "contacts.Contact",
        "contacts.HeldType",
        "invitations.Invitation",
        "notifications.Notification",
        *(model._meta.label for model in screened.RECORDS),
        *(model._meta.label for model in changes.RECORDS),
        *(model._meta.label for model in further.RECORDS),
        *(model._meta.label for model in signing_events.RECORDS),
        *(model._meta.label for model in written.RECORDS),
        *(model._meta.label for model in published.RECORDS),
        *(model._meta.label for model in shelf.RECORDS),
        *(model._meta.label for model in webhooks.RECORDS),
        "api_credentials.Credentials",
        "documents_reports.ReportMonth",
        "participants_lists.Participant",
        "participants_lists.ProviderSupplier",
        "participants_lists.TinShown",
        "qpp_roles_harp.HarpImport",
        "qpp_roles_roles.HeldRole",
        "qpp_roles_organizations.Organization",
        "qpp_roles_organizations.OrganizationImport",
        "qpp_roles_roles.RoleRequest",
        "qpp_roles_connect.ValidationTry",
        "qpp_roles_openid.Website",
        "recertification.AcoReview",
    }


GROWS: dict[type[Model], Callable[[Cast, int], Any]] = {
    Person: lambda _, n: give_second_factor(make_person(f"more_{n}")),
    Aco: lambda cast, n: make_contact(
        make_aco(f"A92{n:02}", f"ACO {n}"), cast.liaison, ["cms_liaison"]
    ),
    AcoReview: lambda _, n: make_aco(f"A92{n:02}", f"ACO {n}"),
    HarpImport: lambda cast, _: make_harp_import(cast),
    Ticket: lambda _, n: ask_helpdesk(
        network="", name="Jo", email=f"jo{n}@example.net", where=Where.OTHER, body="How?"
    ),
    HeldRole: lambda _, n: hold(make_person(f"more_{n}"), make_organization(), STAFF_USER),
    Organization: lambda _, n: make_organization(name=f"Practice {n}"),
    OrganizationImport: lambda _, n: make_import(n),
    RoleRequest: lambda _, n: ask(make_person(f"more_{n}"), make_organization()),
    Seal: lambda _, n: make_seal(n + 1),
    ValidationTry: lambda _, n: ValidationTry.objects.create(
        person=make_person(f"more_{n}"), organization=make_organization()
    ),
    Participant: lambda cast, n: make_participant(cast.lakeside, f"Clinic {n}"),
    ProviderSupplier: lambda cast, n: make_participant(
        cast.lakeside, f"Clinic {n}", providers=["2000000002"]
    ),
    TinShown: lambda cast, n: TinShown.objects.create(person=cast.exec, of=f"Clinic {n}"),
    Credentials: lambda cast, n: credentials_made(
        cast.delegate, cast.lakeside, name=f"Program {n}"
    ),
    Website: lambda cast, n: registered(cast.cms_staff, f"Website {n}"),
    Contact: lambda cast, n: make_contact(cast.lakeside, make_person(f"more_{n}"), ["other"]),
    HeldType: lambda cast, n: make_contact(cast.lakeside, make_person(f"more_{n}"), ["other"]),
    Invitation: lambda cast, n: invite(
        acting_person=cast.exec,
        aco=cast.lakeside,
        invitee=Invitee(first_name="M", last_name=str(n), email=f"more{n}@example.net"),
        codes=["other"],
    ),
    Notification: lambda _, n: Notification.objects.create(
        person=make_person(f"more_{n}"),
        kind="invited",
        address="x@example.net",
        on_screen=False,
        by_email=True,
    ),
    **screened.RECORDS,
    **changes.RECORDS,
    **further.RECORDS,
    **signing_events.RECORDS,
    **written.RECORDS,
    **published.RECORDS,
    **shelf.RECORDS,
    **webhooks.RECORDS,
    ReportMonth: lambda _, n: ReportMonth.objects.create(month=date(2001 + n, 1, 31)),
}


@pytest.mark.parametrize("model", MODELS)
def test_a_list_takes_the_same_queries_with_1_row_more_and_with_40(
    staff: Client, cast: Cast, model: type[Model]
) -> None:
    url = url_of(model, "changelist")
    GROWS[model](cast, 0)
    with CaptureQueriesContext(connection) as few:
        staff.get(url)
    for n in range(1, 41):
        GROWS[model](cast, n)
    with CaptureQueriesContext(connection) as many:
        page = staff.get(url)
    assert len(page.context["cl"].result_list) > 40
    assert len(few) == len(many)


@pytest.mark.rule("E1")
def test_for_people_who_are_not_cms_staff_the_admin_is_not_there(cast: Cast) -> None:
    for role in ("exec", "outsider"):
        browser = cast.browser(role)
        for model in MODELS:
            assert browser.get(url_of(model, "changelist")).status_code == 404
            assert browser.post(url_of(model, "add")).status_code == 404


@pytest.mark.rule("A9")
def test_a_visitor_goes_to_the_sites_own_sign_in(client: Client) -> None:
    for url in (reverse("admin:index"), reverse("admin:login"), url_of(Aco, "changelist")):
        assert client.get(url)["Location"] == f"/account/sign-in/?next={url}"


@pytest.mark.rule("A9")
def test_a_session_of_staff_without_a_second_factor_is_not_let_in(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.cms_staff)
    answer = browser.get(url_of(Aco, "changelist"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.rule("A9")
def test_a_session_whose_second_factor_is_gone_is_not_let_in(cast: Cast, staff: Client) -> None:
    AuthenticatorApp.objects.filter(user=cast.cms_staff).delete()
    answer = staff.get(url_of(Aco, "changelist"))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/account/sign-in/")


@pytest.mark.rule("E3")
def test_creating_an_aco_leaves_who_did_it(cast: Cast, staff: Client) -> None:
    assert staff.post(url_of(Aco, "add"), ACO_FORM).status_code == 302
    assert Aco.objects.get(name="New ACO").aco_id == "A9200"
    event = apps.get_model("contacts", "AcoEvent").objects.get(aco_id="A9200")
    assert event.pgh_context.metadata["action"] == "save ACO"
    assert event.pgh_context.metadata["user"] == cast.cms_staff.pk


def test_an_aco_id_is_checked_and_stays(cast: Cast, staff: Client) -> None:
    for aco_id in ("", "X1", cast.lakeside.aco_id):
        page = staff.post(url_of(Aco, "add"), {**ACO_FORM, "aco_id": aco_id})
        assert page.status_code == 200
        assert page.context["adminform"].form.errors["aco_id"]
    assert Aco.objects.count() == 1
    change = {**ACO_FORM, "aco_id": "A9999", "name": "Renamed"}
    staff.post(url_of(Aco, "change", cast.lakeside.pk), change)
    assert Aco.objects.values_list("aco_id", "name").get() == ("A9101", "Renamed")


@pytest.mark.rule("A16")
def test_what_an_aco_lacks_shows_across_all_acos(cast: Cast, staff: Client) -> None:
    cast.exec  # noqa: B018 - made by naming it
    page = staff.get(url_of(Aco, "changelist"), {"required": "missing"}).content.decode()
    assert "Lakeside" in page
    assert '<td class="field-missing_count">16</td>' in page
    record = staff.get(url_of(Aco, "change", cast.lakeside.pk)).content.decode()
    assert "DUA Requestor" in record
    complete = staff.get(url_of(Aco, "changelist"), {"required": "complete"}).content.decode()
    assert "Lakeside" not in complete


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-07-02T03:05Z", "Jul 1, 2026, 11:05\xa0p.m.\xa0ET"),
        ("2026-12-01T05:00Z", "Dec 1, 2026, 12:00\xa0a.m.\xa0ET"),
    ],
)
def test_moments_are_in_eastern_time_and_say_so(
    cast: Cast, staff: Client, moment: str, said: str
) -> None:
    Person.objects.filter(pk=cast.exec.pk).update(last_login=moment)
    for url in (url_of(Person, "changelist"), url_of(Person, "change", cast.exec.pk)):
        assert said in staff.get(url).content.decode()


@pytest.mark.rule("A5")
def test_staff_invite_the_first_administrator(cast: Cast, staff: Client) -> None:
    form = {**JO, "aco": str(cast.lakeside), "types": ["aco_executive"]}
    page = staff.post(url_of(Invitation, "add"), form, follow=True).content.decode()
    assert "jo@example.net is on its way" in page
    invitation = Invitation.objects.get()
    assert (invitation.aco, invitation.types) == (cast.lakeside, ["aco_executive"])
    assert invitation.invited_by == cast.cms_staff
    assert Notification.objects.get().address == "jo@example.net"


@pytest.mark.rule("A5")
def test_an_aco_that_has_an_administrator_invites_by_itself(cast: Cast, staff: Client) -> None:
    cast.liaison  # noqa: B018 - made by naming it
    form = {**JO, "aco": str(cast.lakeside), "types": ["aco_executive"]}
    page = staff.post(url_of(Invitation, "add"), form)
    assert "Its own administrators invite everyone else" in page.content.decode()
    keeps_what_was_typed(page.content.decode())
    assert not Invitation.objects.exists()


@pytest.mark.rule("J4")
def test_a_first_administrator_is_invited_only_where_one_can_be(cast: Cast, staff: Client) -> None:
    def offered(aco: Aco) -> bool:
        record = staff.get(url_of(Aco, "change", aco.pk)).content.decode()
        listed = aco.name in staff.get(url_of(Invitation, "add")).content.decode()
        assert listed is ("Invite its first administrator" in record)
        assert listed is (f'/invitation/add/?aco={aco.aco_id}"' in record)
        return listed

    ended = make_aco("A9102", "Harbor ACO")
    assert offered(ended)
    agreement_is_over(cast.cms_staff, ended)
    assert not offered(ended)
    form = {**JO, "aco": ended.aco_id, "types": ["aco_executive"]}
    page = staff.post(url_of(Invitation, "add"), form).content.decode()
    assert "whose agreement has ended nobody is invited" in page
    keeps_what_was_typed(page)
    cast.liaison  # noqa: B018 - made by naming it
    assert not offered(cast.lakeside)


@pytest.mark.parametrize(
    "wrong", [{"email": "jo"}, {"types": []}, {"types": ["other"]}, {"aco": ""}, {"aco": "A9999"}]
)
def test_a_mistake_keeps_what_was_typed(cast: Cast, staff: Client, wrong: dict[str, Any]) -> None:
    form = {**JO, "aco": str(cast.lakeside), "types": ["aco_executive"], **wrong}
    page = staff.post(url_of(Invitation, "add"), form)
    assert page.status_code == 200
    assert page.context["form"].errors.keys() == wrong.keys()
    keeps_what_was_typed(page.content.decode())
    assert not Invitation.objects.exists()


def keeps_what_was_typed(page: str) -> None:
    assert re.search(r'name="first_name"[^>]*value="Jo"|value="Jo"[^>]*name="first_name"', page)
    assert "Chen" in page
