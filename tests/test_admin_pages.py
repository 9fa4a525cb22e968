"""Every page of the admin, over records of each kind: it opens, gives no secret away."""

from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.admin import site
from django.contrib.admin.utils import quote
from django.db import transaction
from django.db.models import Model
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts.models import AuthenticatorApp, Person, ProofingAttempt, RecoveryCodes
from activity.models import Seal
from api.credentials.models import Credentials
from api.webhooks.models import Webhook
from contacts.models import Aco, Contact, HeldType
from documents.files.models import PublishedFile
from documents.library.models import Section
from documents.reports.models import ReportMonth
from helpdesk.actions import ask as ask_helpdesk
from helpdesk.rules import Where
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from invitations.secrets import code_for, token_for
from notifications.models import Notification
from participants.changes.models import Attachment
from participants.lists.actions.tins import show_tin
from participants.lists.models import TinShown
from participants.screening.models.lists import ListLoad
from qpp_roles.connect.models import ValidationTry
from qpp_roles.harp.models import HarpImport
from qpp_roles.openid.models import Website
from qpp_roles.organizations.importing.models import OrganizationImport
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import RoleRequest
from recertification.models import AcoReview
from tests.access.written import SIGNS_OF_LIFE, tables_written
from tests.accounts.door import PASSWORD
from tests.activity.many import make_seal
from tests.api.credentials.keeping import made as credentials_made
from tests.api.webhooks import receiver as webhooks
from tests.cast import Cast, make_organization, make_participant
from tests.documents.correspondence import written
from tests.documents.files import published
from tests.documents.library import shelf
from tests.participants import further
from tests.participants.changes import asked as changes
from tests.participants.screening import screened
from tests.qpp_roles.openid.website import registered
from tests.qpp_roles.roles.in_roles import STAFF_USER, ask, hold
from tests.security.dump import found_in
from tests.signing import records as signing_events
from tests.signing_in import give_second_factor
from tests.test_admin import MODELS, make_harp_import, make_import, url_of

pytestmark = pytest.mark.django_db

READ_ONLY: list[type[Model]] = [
    AcoReview,
    Contact,
    Credentials,
    HarpImport,
    HeldType,
    Invitation,
    Notification,
    OrganizationImport,
    RoleRequest,
    Seal,
    TinShown,
    Attachment,
    *webhooks.RECORDS,
    *(model for model in published.RECORDS if model is not PublishedFile),
    *(model for model in screened.RECORDS if model is not ListLoad),
]
TIN = "070000017"


@pytest.fixture(scope="module")
def everything(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[Cast]:
    """Records of each kind, more than one of most: made once, each test's changes are undone."""
    request.getfixturevalue("django_db_setup")  # how a database is made is no subject of theirs
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_everything(Cast())
        transaction.set_rollback(True)


def make_everything(cast: Cast) -> Cast:
    for role in ("exec", "liaison", "it"):
        give_second_factor(getattr(cast, role))
    exec_ = cast.exec
    exec_.set_password(PASSWORD)
    exec_.save()
    make_seal(1)
    registered(cast.cms_staff)
    ProofingAttempt.objects.create(person=exec_, reference="RP-TEST-0001")
    make_organization(clinicians=[("2000000002", "ZZZ1")])
    make_organization("cpc_plus_site", members=[TIN], site_clinicians=[(TIN, "2000000002")])
    ask_helpdesk(acting_person=cast.exec, where=Where.OTHER, body="How?")
    make_import(1)
    elm = make_participant(cast.lakeside, providers=["2000000002"])
    show_tin(acting_person=exec_, row=elm, aco=cast.lakeside)
    hold(exec_, make_organization(), STAFF_USER)
    ask(exec_, make_organization())
    ask(exec_, cast.lakeside)
    ValidationTry.objects.create(person=exec_, organization=make_organization())
    make_harp_import(cast)
    credentials_made(cast.delegate, cast.lakeside)
    ReportMonth.objects.create(month=date(2026, 10, 31))
    records = screened.RECORDS | changes.RECORDS | further.RECORDS | signing_events.RECORDS
    records |= webhooks.RECORDS
    for make in (records | written.RECORDS | published.RECORDS | shelf.RECORDS).values():
        make(cast, 0)
    for n in range(2):
        jo = Invitee(first_name="Jo", last_name="Chen", email=f"jo{n}@example.net")
        invite(acting_person=exec_, aco=cast.lakeside, invitee=jo, codes=["other", "financial"])
    return cast


@pytest.fixture
def staff(everything: Cast, db: None) -> Client:
    return everything.browser("cms_staff")


@pytest.mark.parametrize("model", MODELS)
def test_every_list_opens_sorts_searches_and_filters(staff: Client, model: type[Model]) -> None:
    page = staff.get(url_of(model, "changelist"))
    assert page.status_code == 200
    columns = range(1, len(page.context["cl"].list_display))
    choices = [
        [choice["query_string"].removeprefix("?") for choice in spec.choices(page.context["cl"])]
        for spec in page.context["cl"].filter_specs
    ]
    assert choices or model in (Contact, Section, ReportMonth)  # few, or none to narrow them by
    for query in (
        ".".join(["o=1", *map(str, columns)]),
        ".".join(["o=-1", *(f"-{n}" for n in columns)]),
        urlencode({"q": "lakeside A91 the jo0@example.net O'Neill %"}),
        urlencode({"q": "x " * 50}),
        *("&".join(filter(None, each)) for each in zip_longest(*choices)),
    ):
        answer = staff.get(f"{url_of(model, 'changelist')}?{query}")
        assert answer.status_code == 200, query


@pytest.mark.rule("E4", "E5")
@pytest.mark.parametrize("model", MODELS)
def test_every_record_and_its_history_open_change_nothing_and_show_no_secret(
    staff: Client, model: type[Model]
) -> None:
    secrets: dict[str, str] = {}
    for invitation in Invitation.objects.all():
        mac = token_for(invitation.pk, 1).split(".")[2]
        secrets |= {f"mac {mac}": mac, f"code of {mac}": code_for(invitation.pk, 1)}
    for app in AuthenticatorApp.objects.all():
        secrets[f"key of {app.pk}"] = app.key
    for codes in RecoveryCodes.objects.all():
        secrets |= {f"{codes.pk} recovery {n}": code for n, code in enumerate(codes.codes)}
    for person in Person.objects.all():
        secrets[f"hash of {person}"] = person.password
    secrets |= {f"hash of {website}": website.secret for website in Website.objects.all()}
    secrets |= {f"secret of {webhook}": webhook.secret for webhook in Webhook.objects.all()}
    secrets |= {f"TIN of {row}": row.tin for row in Organization.objects.exclude(tin="")}
    secrets |= {"TIN of a member": TIN, "session": staff.session.session_key or ""}
    records = site.get_model_admin(model).get_queryset(RequestFactory().get("/"))
    assert records
    urls = [url_of(model, "changelist"), reverse("admin:index")]
    urls += [
        url_of(model, p, quote(record.pk)) for record in records for p in ("change", "history")
    ]
    for url in urls:
        with tables_written() as written:
            answer = staff.get(url)
        assert answer.status_code == 200, url
        assert not found_in(answer.content.decode(), secrets), url
        assert written <= SIGNS_OF_LIFE, url


@pytest.mark.parametrize("model", READ_ONLY)
def test_records_are_not_changed_here(staff: Client, model: type[Model]) -> None:
    record = model._default_manager.first()
    assert record is not None
    before = model._default_manager.filter(pk=record.pk).values().get()
    for page in ("change", "delete"):
        assert staff.post(url_of(model, page, record.pk), {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [record.pk], "post": "yes"}
    staff.post(url_of(model, "changelist"), action)
    assert model._default_manager.filter(pk=record.pk).values().get() == before
    if model not in (Invitation, HarpImport):
        assert staff.post(url_of(model, "add"), {}).status_code == 403


@pytest.mark.parametrize("model", [Aco, Person])
def test_acos_and_people_are_never_deleted(staff: Client, model: type[Model]) -> None:
    record = model._default_manager.first()
    assert record is not None
    assert staff.post(url_of(model, "delete", record.pk), {"post": "yes"}).status_code == 403
    assert model._default_manager.filter(pk=record.pk).exists()
