"""Every URL as every kind of person: nothing opens that the table does not open (rules E1, E4)."""

import copy
import re
from collections.abc import Mapping
from types import ModuleType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path, resolve
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Person
from acoms.access import Refused
from acoms.access.middleware import AccessMiddleware
from contacts.models import Aco, Contact
from contacts.rights import CHANGES
from contacts.types import CONTACT_TYPES
from invitations.actions import Invitee, invite
from invitations.bulk.actions import prepare_bulk_invitation
from invitations.bulk.reading import read_text
from invitations.secrets import token_for
from participants.changes.actions.files import prepare_change_file
from participants.data_sharing.models import DataSharingFile, DataSharingProgress
from signing.models import EventDocument
from tests.access.people import BEFORE_SIGN_IN, KINDS, OUTSIDERS, browser_of
from tests.access.url_map import OPENS_TO, TYPES, Url, every_url
from tests.access.written import SIGNS_OF_LIFE, tables_written
from tests.api.credentials.keeping import made
from tests.api.webhooks.receiver import message_of
from tests.cast import Cast, make_organization, make_participant, make_person
from tests.documents.correspondence.written import a_file, sent
from tests.documents.files.published import publish_file
from tests.documents.library import shelf
from tests.invitations.bulk.lists import with_headings
from tests.participants.changes.asked import document, draft
from tests.signing.events import open_for, signed_for

URLS = every_url()
FIXED = {
    "reference": "0000-0000",
    "uidb36": "1",
    "app_label": "contacts",
    "url": "nowhere/",
    "certified_id": "999999",
    "public_id": "00000000-0000-4000-8000-000000000000",
    "key": "1",
    "number": "1",
    "year": "2026",
    "change_kind": "add-participant",
    "report": "completeness",
    "extension": "csv",
    "organization_id": "999999",
    "request_id": "999999",
    "held_id": "999999",
    "held_type_id": "999999",
    "aco_event_id": "999999",
    "document_id": "999999",
    "signature_id": "999999",
}
MADE_UP = {
    **FIXED,
    "aco_id": "A9999",
    "contact_id": "999999",
    "participant_id": "999999",
    "invitation_id": "999999",
    "bulk_id": "999999",
    "change_id": "999999",
    "file_id": "999999",
    "published_id": "999999",
    "batch": "00000000-0000-4000-8000-000000000000",
    "uid": "00000000-0000-4000-8000-000000000001",
    "letter_id": "999999",
    "run_id": "999999",
    "pk": "999999",
    "aco_pk": "999999",
    "attachment_id": "999999",
    "change_file_id": "999999",
    "delivery_id": "999999",
    "sent_file_id": "999999",
    "webhook_uid": "00000000-0000-4000-8000-000000000000",
    "message_uid": "00000000-0000-4000-8000-000000000000",
    "token": "999999.1.AAAAAAAAAAAAAAAAAAAAAA",
    "object_id": "999999",
    "content_type_id": "999999",
    "slug": "no-such-article",
    "in_library_id": "999999",
}
# Of the admin, which one policy guards, a page of each form.
SOME_OF_THE_ADMIN = {
    "admin:index",
    "admin:login",
    "admin:app_list",
    "admin:contacts_aco_change",
    "admin:invitations_invitation_add",
    "admin:",
}
WITH_SOME_OF_THE_ADMIN = [
    url for url in URLS if url.opens_to != "CMS staff" or url.name in SOME_OF_THE_ADMIN
]
# These contact types are asked for every page; the others differ from them by the policy alone.
ALL_PAGES = {"aco_executive", "credential_delegate", "qpp_staff_user"}
# The others answer like one of these, or the policy's own test says how not.
UNLIKE = {"visitor", "at second factor", "outsider", "CMS staff", "aco_executive"}


def in_time_or_long(kind: str) -> Any:
    """The policy's own test has every cell of the table for each kind; all pages take long."""
    return kind if kind in UNLIKE else pytest.param(kind, marks=pytest.mark.long)


@pytest.fixture
def real(cast: Cast) -> dict[str, str]:
    """Arguments that exist: Lakeside, a contact of it, an open invitation to it."""
    contact = Contact.objects.create(person=make_person("ann_lee"), aco=cast.lakeside)
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    exec_ = cast.exec
    invitation = invite(acting_person=exec_, aco=cast.lakeside, invitee=jo, codes=["other"])
    bulk = prepare_bulk_invitation(
        acting_person=exec_,
        aco=cast.lakeside,
        source="Pasted rows",
        reading=read_text(with_headings("Ann,Ray,ann@example.net,,,other")),
    )
    delivery = sent(cast.lakeside, exec_)
    change = draft(cast.lakeside, exec_)
    file = prepare_change_file(
        acting_person=exec_,
        aco=cast.lakeside,
        source="changes.csv",
        text="Change,Date,TIN\nRemove participant,2026-10-01,001799999",
        remarks=[],
    )
    services = DataSharingFile.objects.create(
        aco=cast.lakeside,
        source="services.csv",
        today=timezone.localdate(),
        size=1,
        uploaded_by=exec_,
        delete_on=timezone.localdate(),
    )
    DataSharingProgress.objects.create(file=services)
    own_event = open_for(cast.lakeside, cast.cms_staff)
    message = message_of(cast.lakeside, cast.delegate)
    return {
        **FIXED,
        "organization_id": str(make_organization().pk),
        "aco_id": cast.lakeside.aco_id,
        "contact_id": str(contact.pk),
        "participant_id": str(make_participant(cast.lakeside).pk),
        "invitation_id": str(invitation.pk),
        "bulk_id": str(bulk.pk),
        "change_id": str(change.pk),
        "attachment_id": str(document(change, exec_, "other").pk),
        "change_file_id": str(file.pk),
        "file_id": str(services.pk),
        "published_id": str(publish_file(cast.lakeside).file_id),
        "batch": MADE_UP["batch"],
        "uid": str(made(cast.delegate, cast.lakeside).credentials.uid),
        "letter_id": "999999",
        "aco_event_id": str(own_event.pk),
        "document_id": str(EventDocument.objects.get(event=own_event.event_id).pk),
        "signature_id": str(signed_for(cast.lakeside).pk),
        "delivery_id": str(delivery.pk),
        "sent_file_id": str(a_file(delivery.message, exec_).pk),
        "webhook_uid": str(message.webhook.uid),
        "message_uid": str(message.uid),
        "run_id": "999999",
        "pk": "999999",
        "aco_pk": str(cast.lakeside.pk),
        "token": token_for(invitation.pk, 1),
        "object_id": str(cast.lakeside.pk),
        "slug": shelf.written(cast, "inviting").slug,
        "in_library_id": str(shelf.shelved(cast).pk),
        "content_type_id": str(ContentType.objects.get_for_model(Aco).pk),
    }


@pytest.mark.rule("E1")
def test_every_url_stands_in_the_table_and_every_line_of_it_is_a_url() -> None:
    names = {"admin:*" if url.name.startswith("admin:") else url.name for url in URLS}
    assert names == set(OPENS_TO)


@pytest.mark.rule("E1")
@pytest.mark.parametrize("url", URLS, ids=lambda url: url.name or url.route)
def test_every_url_states_who_may_use_it(url: Url) -> None:
    assert resolve(url.path(MADE_UP)).func is url.view, "another URL hides this one"
    assert url.policy(MADE_UP) is not None


@pytest.mark.rule("E1")
@pytest.mark.parametrize("namespace", ["", "library"])
def test_a_url_without_a_policy_is_found_and_opens_to_nobody(
    cast: Cast, settings: Any, namespace: str
) -> None:
    def forgotten(request: HttpRequest) -> HttpResponse:
        return HttpResponse("what nobody may see")

    own = [path("forgotten/", forgotten, name="forgotten")]
    map_ = ModuleType("map_with_a_forgotten_page")
    inner = (own, namespace) if namespace else own
    map_.urlpatterns = [path("", include("acoms.urls")), path("new/", include(inner))]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = map_
    assert [u.route for u in every_url(map_) if u.policy(MADE_UP) is None] == ["new/forgotten/"]
    for browser in (Client(), cast.browser("exec"), browser_of("CMS staff", cast)):
        answer = browser.get("/new/forgotten/")
        assert answer.status_code == 403
        assert b"what nobody may see" not in answer.content


@pytest.mark.rule("E1", "A5", "A9", "A13")
@pytest.mark.parametrize("kind", KINDS)
def test_every_policy_admits_whom_the_table_says(
    cast: Cast, real: dict[str, str], kind: str
) -> None:
    browser = browser_of(kind, cast)
    person = Person.objects.filter(pk=browser.session.get("_auth_user_id", 0)).first()
    wrong = []
    for arguments in (real, MADE_UP):
        for url in URLS if kind in UNLIKE else WITH_SOME_OF_THE_ADMIN:
            request = RequestFactory().get(url.path(arguments))
            request.user, request.session = person or AnonymousUser(), browser.session
            wanted = expected(kind, url, arguments)
            if (got := decided(request, url, arguments, wanted)) != wanted:
                wrong.append(f"{request.path}: {got} instead of {wanted}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.rule("E1", "E4", "A5", "A9", "A13")
@pytest.mark.parametrize("kind", [in_time_or_long(kind) for kind in KINDS])
def test_the_site_answers_as_the_table_says_and_a_get_changes_nothing(
    cast: Cast, real: dict[str, str], kind: str
) -> None:
    browser = browser_of(kind, cast)
    wrong = []
    for arguments in (real, MADE_UP):
        for method in ("GET", "POST"):
            for url in asked_by(kind, method):
                wanted = expected(kind, url, arguments, method)
                with tables_written() as written:
                    got = answered(ask(browser, method, url.path(arguments)), wanted)
                if got != wanted:
                    wrong.append(f"{method} {url.path(arguments)}: {got} instead of {wanted}")
                if method == "GET" and not written <= SIGNS_OF_LIFE:
                    wrong.append(f"GET {url.path(arguments)} writes {written}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_sign_in_goes_on_to_a_page_whatever_address_forced_it(
    cast: Cast, real: dict[str, str], method: str
) -> None:
    forced = {
        url.path(real): parse_qs(urlsplit(answer["Location"]).query)["next"][0]
        for url in URLS
        if not re.search(DJANGOS_OWN, url.name)
        and (answer := ask(Client(), method, url.path(real)))
        .get("Location", "")
        .startswith(SIGN_IN)
    }
    elsewhere = {path: to for path, to in forced.items() if path != to}
    assert len(elsewhere) > 15  # what only takes forms
    staff, contact = browser_of("CMS staff", cast), cast.browser("exec")
    lost = {
        to: status
        for to in set(forced.values() if method == "GET" else elsewhere.values())
        if (status := ask(staff if to.startswith("/admin/") else contact, "GET", to).status_code)
        not in {200, 302, 403, *((400, 404) if to in forced else ())}
    }
    assert lost == {}


def test_an_address_that_only_takes_forms_leads_back_to_where_the_form_stood(cast: Cast) -> None:
    page = f"/acos/{cast.lakeside.aco_id}/contacts/review/"
    sent = page + "contacts/1/confirm/"
    for at, to in (
        (f"http://testserver{page}?page=2", "%3Fpage%3D2"),
        ("https://elsewhere.example/acos/", ""),
        (f"http://testserver{sent}", ""),
        ("", ""),
    ):
        answer = Client().post(sent, headers={"Referer": at})
        assert answer["Location"] == f"{SIGN_IN}{page}{to}"
    assert Client().post("/notifications/read/")["Location"] == f"{SIGN_IN}/notifications/"


def test_an_address_that_only_takes_forms_says_so(cast: Cast) -> None:
    page = f"/acos/{cast.lakeside.aco_id}/contacts/review/"
    answer = cast.browser("exec").get(page + "contacts/1/confirm/")
    assert answer.status_code == 405
    assert answer["Allow"] == "POST"
    assert f'href="{page}">Go to the page' in answer.content.decode()
    assert cast.browser("exec").post("/dashboard/").status_code in {200, 405}


# How a type says of itself what the groups of the URL map open.
SAID = {
    "edits its contacts": "Adds, edits and ends contacts and invites people.",
    "sees its TINs in full": "Sees a TIN in full on demand, which is recorded.",
    "reads beneficiary data": "Reads files about beneficiaries, which is recorded.",
    "works with beneficiary data": "Uploads and deletes files about beneficiaries.",
    "signs for the ACO": "Signs ACO documents electronically.",
    "answers its QPP requests": "Answers requests for a QPP role in the ACO.",
    "manages its API credentials": "Manages the ACO's API credentials.",
}


@pytest.mark.rule("A1", "A6")
@pytest.mark.parametrize("code", CONTACT_TYPES)
def test_a_type_says_of_itself_what_the_urls_open(code: str) -> None:
    privileges = CONTACT_TYPES[code].privileges
    for who, sentence in SAID.items():
        assert (sentence in privileges) == (code in TYPES[who]), sentence
    changes = sum(text in privileges for text in CHANGES.values())
    assert ("Changes nothing." in privileges) == (not changes)
    assert ("Changes nothing else." in privileges) == (changes == 1)


@pytest.mark.rule("E1")
@pytest.mark.parametrize("kind", ["qpp_security_official", "qpp_staff_user", "other"])
def test_people_are_named_in_a_refusal_only_to_those_who_see_the_contacts(
    cast: Cast, real: dict[str, str], kind: str
) -> None:
    browser = browser_of(kind, cast)
    executive = cast.exec.full_name
    refused = 0
    for url in (url for url in URLS if url.opens_to == "edits its contacts"):
        answer = browser.get(url.path(real))
        refused += answer.status_code == 403
        assert (executive in answer.content.decode()) == (kind == "other"), url.name
    assert refused > 20
    page = browser.get("/acos/A9101/what-i-can-do/").content.decode()
    assert "Authorized to Sign (primary)" in page, "the types are named to all"
    assert (executive in page) == (kind == "other")


@pytest.mark.rule("E4")
def test_a_write_is_noticed_by_the_test_above_though_it_is_undone(cast: Cast) -> None:
    with tables_written() as written, transaction.atomic():
        cast.it  # noqa: B018 - made by naming them
        transaction.set_rollback(True)
    assert written >= {"contacts_heldtype", "contacts_contact"}


def asked_by(kind: str, method: str) -> list[Url]:
    """All URLs for whoever is told apart by more than a contact type; an ACO's for every type.
    All pages of the admin are opened for those whom it serves."""
    if kind == "CMS staff" and method == "GET":
        return URLS
    if kind in CONTACT_TYPES and kind not in ALL_PAGES:
        return [url for url in URLS if url.opens_to in TYPES]
    return WITH_SOME_OF_THE_ADMIN


def expected(kind: str, url: Url, arguments: Mapping[str, str], method: str = "") -> str:
    """The class of answer that the table demands; without a method, of the policy alone."""
    who = url.opens_to
    if who == "anyone":
        return "open"
    if who == "a program":
        return "no token"
    if who.startswith("at "):
        return "open" if kind == who else "elsewhere"
    if kind in BEFORE_SIGN_IN:
        return "sign in"
    if who == "CMS staff":
        return "open" if kind == "CMS staff" else "not there"
    if who == "signed in":
        return "open"
    if who == "has a role there":
        return "not there"  # nobody here has one
    if who == "edits contacts of several ACOs":  # nobody here; what was typed is kept for one ACO
        there = arguments is not MADE_UP or "<" not in url.route
        edits = method == "POST" and kind in TYPES["edits its contacts"]
        return "open" if there and edits else "not there"
    if who == "reads the library":
        return "not there" if kind == "outsider" else "open"
    if who == "invited":
        return "not there" if method == "POST" else "open"  # a GET is told to POST
    if kind in OUTSIDERS or arguments is MADE_UP:
        return "not there"
    return "open" if kind in TYPES[who] else f"refused: {who}"


def decided(request: HttpRequest, url: Url, arguments: Mapping[str, str], wanted: str) -> str:
    """What the access middleware decides, without the page."""
    match = resolve(request.path)
    request.resolver_match = match
    try:
        away = AccessMiddleware(lambda _: HttpResponse()).process_view(
            request, match.func, match.args, match.kwargs
        )
    except Http404:
        return "not there"
    except Refused as refused:
        could = {
            code for code, row in CONTACT_TYPES.items() if row.label in refused.decision.who_could
        }
        return named(could, wanted)
    if away is None:
        return "open"
    if away.status_code == 401:
        return "no token"
    return "sign in" if away["Location"].startswith(SIGN_IN) else "elsewhere"


def named(could: set[str], wanted: str) -> str:
    """A refusal is right if it names exactly the types that could."""
    who = wanted.removeprefix("refused: ")
    return wanted if could == set(TYPES.get(who, ())) else f"refused, naming {could}"


def ask(browser: Client, method: str, to: str) -> Any:
    """One request whose effects are undone, so that the next one finds everything as it was."""
    cookies = copy.deepcopy(browser.cookies)
    with transaction.atomic():
        answer = browser.generic(method, to)
        transaction.set_rollback(True)
    browser.cookies = cookies
    return answer


def answered(answer: HttpResponse, wanted: str) -> str:
    """The class of an answer. Past its policy a page may find nothing to show: that is "open"."""
    status, to = answer.status_code, answer.get("Location", "")
    if status == 302 and to.startswith(SIGN_IN):
        return "sign in"
    if status == 302 and wanted == "elsewhere":
        return "elsewhere"
    if status == 401 and wanted == "no token":
        return wanted
    if status == 404 and wanted != "open":
        return "not there"
    if status == 403 and wanted.startswith("refused: "):
        page = answer.content.decode()
        return named({c for c in CONTACT_TYPES if f"<li>{escape(label(c))}</li>" in page}, wanted)
    return "open" if status in OPEN else f"status {status}"


# 404 and 410: no such mail, link or record. 405: POST only. 503: no worker lives here. 403: CMS
# staff may not add or change such a record. 400 and 401: not what OpenID Connect asks, or without
# the secret or token for it.
OPEN = {200, 204, 302, 400, 401, 403, 404, 405, 410, 503}
SIGN_IN = "/account/sign-in/?next="
DJANGOS_OWN = "_(changelist|add|change|delete|history|export)$"


def label(code: str) -> str:
    return CONTACT_TYPES[code].label
