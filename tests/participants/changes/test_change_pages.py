"""The Change Requests subtab as its people see it (rules A13, C3, C4, E1, E5)."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from contacts.attention import Item, needing_attention
from contacts.models import Aco
from contacts.queries import with_filled_types
from participants.changes.actions.requests import save_draft
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant
from tests.cast import Cast, make_aco, make_contact, make_participant, make_person
from tests.participants.changes.asked import (
    NPI,
    NPI2,
    TIN,
    complete,
    days_ago,
    draft,
    make_cycles,
    submit,
)
from tests.signing_in import sign_in

LIST = "/acos/A9101/change-requests/"
ADDITION = f"{LIST}start/add-participant/"


@pytest.fixture(autouse=True)
def _documents(settings: Any, tmp_path: Any) -> None:
    settings.FILES_ROOT = tmp_path


@pytest.fixture
def elm(cast: Cast) -> Participant:
    return make_participant(cast.lakeside, providers=[NPI, NPI2])


def attention(cast: Cast) -> list[Item]:
    return needing_attention(list(with_filled_types(Aco.objects.filter(pk=cast.lakeside.pk))))


def page(browser: Client, url: str = LIST, **asked: str) -> str:
    return browser.get(url, asked).content.decode()


def form(**fields: str) -> dict[str, str]:
    return {
        "tin": "00-1700001",
        "legal_business_name": "Pine Street Clinic",
        "happened_on": days_ago(3).isoformat(),
        "primary_care": "on",
        "providers": f"{NPI}, Dr. Ana Reyes, , 040071, Family Medicine",
        **fields,
    }


@pytest.mark.rule("A13", "E1")
def test_a_qpp_role_reads_and_is_offered_nothing_to_do(cast: Cast) -> None:
    draft(cast.lakeside, cast.exec)
    change = ChangeRequest.objects.get()
    for role in ("qpp_staff", "security_official", "it"):
        browser = cast.browser(role)
        shown = page(browser) + page(browser, f"{LIST}{change.pk}/")
        assert "Pine Street Clinic" in shown
        assert "Start a change request" not in shown
        assert "Delete the draft" not in shown
        assert 'type="checkbox" name="change"' not in shown
        assert browser.post(f"{LIST}{change.pk}/withdraw/").status_code == 403
        assert browser.get(f"{LIST}submit/").status_code == 403


def test_an_empty_list_says_what_to_do_next(cast: Cast) -> None:
    assert "There are no change requests." in page(cast.browser("exec"))
    assert "start a change request" in page(cast.browser("exec"))
    assert "administrators start one when a participant" in page(cast.browser("it"))


@pytest.mark.rule("C4", "C5")
def test_the_top_says_the_running_cycle_and_its_days_left(cast: Cast) -> None:
    browser = cast.browser("exec")
    assert "CMS has not set the next feedback cycle yet" in page(browser)
    year = timezone.localdate().year + 2
    make_cycles(year)
    assert f"No feedback cycle is running. The first feedback cycle for {year} opens" in page(
        browser
    )
    cycle = make_cycles(year + 2)[0]
    today = timezone.localdate()
    cycle.opens_on, cycle.closes_on = today - timedelta(days=3), today + timedelta(days=12)
    cycle.feedback_on = today + timedelta(days=60)
    cycle.save()
    assert f"First feedback cycle for {year + 2}: submit by" in page(browser)
    assert "(12 days left)" in page(browser)


@pytest.mark.rule("C4", "E5")
def test_each_line_says_state_days_and_masks_the_tin(cast: Cast, elm: Participant) -> None:
    draft(cast.lakeside, cast.exec, days=22)
    late = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm, days=33)
    shown = page(cast.browser("exec"))
    assert '<span class="badge badge--warn">8 days left</span>' in shown
    assert '<span class="badge badge--bad">3 days late</span>' in shown
    assert "•••••0001" in shown
    assert TIN not in shown
    assert elm.tin not in shown
    detail = re.sub(r"\s+", " ", page(cast.browser("exec"), f"{LIST}{late.pk}/"))
    assert '<span class="badge">Draft</span>' in detail
    assert '<dd><span class="badge badge--bad">3 days late</span> Due' in detail
    submit(cast.exec, late)
    shown = page(cast.browser("exec"))
    assert "Accepted on receipt" in shown
    assert '<span class="badge badge--bad">3 days late</span>' in shown, "late stays late"


def test_the_list_is_searched_filtered_sorted_and_exported(cast: Cast, elm: Participant) -> None:
    draft(cast.lakeside, cast.exec, npis=(NPI,))
    draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    browser = cast.browser("exec")
    cases: list[tuple[dict[str, str], bool, bool]] = [
        ({"q": "pine"}, True, False),
        ({"q": NPI}, True, False),
        ({"kind": "remove_participant"}, False, True),
        ({"state": "draft"}, True, True),
        ({"state": "approved"}, False, False),
        ({"q": "pine", "kind": "remove_participant"}, False, False),
        ({"state": "nonsense", "kind": "'"}, True, True),
    ]
    for asked, pine, street in cases:
        for url in (LIST, f"{LIST}change-requests.csv"):
            answer = browser.get(url, asked)
            shown = b"".join(answer).decode() if answer.streaming else answer.content.decode()
            assert ("Pine Street Clinic" in shown) is pine, asked
            assert ("Elm Street" in shown) is street, asked
    assert "No change requests match your search" in page(browser, q="zzz")
    by_name = page(browser, sort="about")
    assert by_name.index("Elm Street") < by_name.index("Pine Street")
    by_name = page(browser, sort="-about")
    assert by_name.index("Elm Street") > by_name.index("Pine Street")


def test_the_list_takes_the_same_queries_with_1_row_and_with_100(cast: Cast) -> None:
    browser = cast.browser("exec")
    one = draft(cast.lakeside, cast.exec)
    page(browser)
    with CaptureQueriesContext(connection) as few:
        page(browser)
    rows = []
    for n in range(100):
        row = ChangeRequest(aco=cast.lakeside, kind=one.kind, happened_on=one.happened_on)
        row.created_by, row.legal_business_name = cast.exec, f"Clinic {n}"
        row.set_tin(f"0018{n:05}")
        rows.append(row)
    ChangeRequest.objects.bulk_create(rows)
    with CaptureQueriesContext(connection) as many:
        shown = page(browser)
    assert shown.count('name="change"') == 50
    assert len(few) == len(many)


@pytest.mark.rule("C3", "E5")
def test_an_administrator_drafts_and_edits_by_form(cast: Cast) -> None:
    browser = cast.browser("liaison")
    assert "Add a merged or acquired TIN" in page(browser, f"{LIST}start/")
    assert browser.get(f"{LIST}start/nonsense/").status_code == 404
    answer = browser.post(ADDITION, form())
    change = ChangeRequest.objects.get()
    assert answer["Location"] == f"{LIST}{change.pk}/"
    assert (change.tin, change.primary_care, change.sole_proprietor) == (TIN, True, False)
    provider = change.providers.get()
    assert (provider.name, provider.ptan) == ("Dr. Ana Reyes", "040071")
    edit = page(browser, f"{LIST}{change.pk}/edit/")
    assert "It is •••••0001. Leave this empty to keep it." in edit
    assert TIN not in edit
    assert f"{NPI}, Dr. Ana Reyes, , 040071, Family Medicine" in edit
    browser.post(f"{LIST}{change.pk}/edit/", form(tin="", legal_business_name="Pine"))
    change.refresh_from_db()
    assert (change.tin, change.legal_business_name) == (TIN, "Pine")
    shown = page(browser, f"{LIST}{change.pk}/")
    assert "This ACO has no authorized signer now." in shown
    assert "Missing: first page of the participant agreement." in shown


@pytest.mark.rule("C3")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tin": "12-345"}, "A TIN has nine digits"),
        ({"legal_business_name": ""}, "Fill in “Legal business name”."),
        ({"happened_on": "2011-01-01"}, "began on April 1, 2012"),
        ({"happened_on": "2099-01-01"}, "still to come"),
        ({"happened_on": "yesterday"}, "This is not a date"),
        ({"providers": "1234567890"}, "Line 1: This is not an NPI"),
        ({"providers": f"{NPI}\n{NPI}"}, "Line 2: The NPI"),
        ({"providers": f'{NPI},"Dr'}, "A quotation mark opens on this line"),
    ],
)
def test_a_mistake_is_explained_and_what_was_typed_stays(
    cast: Cast, wrong: dict[str, str], said: str
) -> None:
    answer = cast.browser("exec").post(ADDITION, form(**wrong))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert said in shown
    for name, typed in form(**wrong).items():
        if name not in {"primary_care", "providers"} and typed:
            assert f'value="{typed}"' in shown
    assert not ChangeRequest.objects.exists()


@pytest.mark.rule("C3")
def test_a_duplicate_leads_to_the_request_that_is_open(cast: Cast) -> None:
    first = draft(cast.lakeside, cast.exec)
    shown = cast.browser("exec").post(ADDITION, form()).content.decode()
    assert "A request for this TIN is open already: Pine Street Clinic, draft." in shown
    assert f'href="{LIST}{first.pk}/"' in shown


@pytest.mark.rule("C3")
def test_a_file_that_cannot_be_read_is_said_once(cast: Cast) -> None:
    browser = cast.browser("exec")
    for content, why in (
        (b"x" * 1_000_001, "The file is larger than 1 MB."),
        (b"PK\x03\x04", "Save it as CSV first."),
    ):
        file = SimpleUploadedFile("npis.csv", content)
        shown = browser.post(ADDITION, {**form(), "providers_file": file}).content.decode()
        assert why in shown
        assert "The file is empty" not in shown
    assert not ChangeRequest.objects.exists()


@pytest.mark.rule("C3", "E3")
def test_a_tin_that_a_colleague_corrected_is_not_overwritten_unsaid(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.liaison)
    edit = f"{LIST}{change.pk}/edit/"
    kept = form(tin="", providers="", happened_on=days_ago(5).isoformat())
    browser = cast.browser("exec")
    seen = {"filled_from": shown_by(page(browser, edit))}
    theirs = replace(draft_of(change), tin="001700002")
    save_draft(acting_person=cast.liaison, aco=cast.lakeside, draft=theirs)

    typed = browser.post(edit, {**kept, **seen, "tin": "001700003"})
    assert "Something has changed since this page was made (tin)" in typed.content.decode()
    assert ChangeRequest.objects.get().tin == "001700002"
    assert browser.post(edit, {**kept, **seen}).status_code == 302, "nothing else is wished"
    assert ChangeRequest.objects.get().tin == "001700002"
    seen = {"filled_from": shown_by(page(browser, edit))}
    assert browser.post(edit, {**kept, **seen, "tin": "001700003"}).status_code == 302
    assert ChangeRequest.objects.get().tin == "001700003"


def shown_by(text: str) -> str:
    match = re.search(r'name="filled_from"\s+value="([0-9a-f.]+)"', text)
    assert match is not None
    return match[1]


@pytest.mark.rule("E5")
def test_a_tin_stands_in_no_address_and_no_log(cast: Cast, caplog: Any) -> None:
    browser = cast.browser("exec")
    answer = browser.post(ADDITION, form(), follow=True)
    answer = browser.post(ADDITION, form(legal_business_name="Again"), follow=True)
    assert "001700001" not in caplog.text
    assert "00-1700001" not in caplog.text
    assert all("1700001" not in url for url, _ in answer.redirect_chain)
    assert 'method="post"' in answer.content.decode()


@pytest.mark.rule("A15", "C3", "E4")
def test_a_signer_sees_what_will_happen_and_signs(cast: Cast, elm: Participant) -> None:
    removal = draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    draft(cast.lakeside, cast.exec)  # without its documents
    merger = complete(
        draft(cast.lakeside, cast.exec, ChangeKind.MERGED_TIN, participant=elm, tin="001700002"),
        cast.exec,
    )
    browser = cast.browser("signer")
    answer = browser.get(f"{LIST}submit/")
    shown = answer.content.decode()
    assert "Ready to submit (2 of 3)" in shown
    assert "It is off the list from" in shown
    assert "I attest that Pine Street Clinic (TIN ending 0002)" in shown
    assert "Not ready (1 of 3)" in shown
    elm.refresh_from_db()
    assert elm.effective_until is None, "a GET changes nothing"
    signed = {"change": [removal.pk, merger.pk], "shown": answer.context["shown"]}
    refused = browser.post(f"{LIST}submit/", signed).content.decode()
    assert "attest to the merger" in refused
    answer = browser.post(f"{LIST}submit/", {**signed, "attest": [merger.pk]}, follow=True)
    assert "Submitted to CMS: 2 change requests." in answer.content.decode()
    again = browser.post(f"{LIST}submit/", {**signed, "attest": [merger.pk]}, follow=True)
    assert "Submitted to CMS: 2 change requests." in again.content.decode(), "said twice"
    other = cast.browser("exec").post(f"{LIST}submit/", {**signed, "attest": [merger.pk]})
    assert "The Signer submitted this" in other.content.decode(), "by whom, to who comes second"
    elm.refresh_from_db()
    assert elm.effective_until == removal.happened_on


@pytest.mark.rule("A15")
def test_whoever_does_not_sign_sees_who_can(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.liaison)
    cast.signer  # noqa: B018 - made by naming it
    browser = cast.browser("liaison")
    shown = page(browser, f"{LIST}{change.pk}/")
    assert "An authorized signer submits it: The Signer." in shown
    to_qpp = page(cast.browser("qpp_staff"), f"{LIST}{change.pk}/")
    assert "An authorized signer submits it: Authorized to Sign (primary)." in to_qpp
    assert "The Signer" not in to_qpp, "nobody is named to those who do not see the contacts"
    answer = browser.get(f"{LIST}submit/")
    assert answer.status_code == 403
    assert "The Signer (Authorized to Sign (primary))" in answer.content.decode()


@pytest.mark.rule("E1")
def test_another_acos_request_is_not_there(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.exec)
    stranger = make_person("stranger")
    make_contact(make_aco("A9102", "Harbor"), stranger, ["aco_executive"])
    browser = sign_in(Client(), stranger)
    for ending in ("", "edit/", "withdraw/"):
        assert browser.get(f"{LIST}{change.pk}/{ending}").status_code == 404
        url = f"/acos/A9102/change-requests/{change.pk}/{ending}"
        assert browser.get(url).status_code == 404
        assert browser.post(url).status_code in {404, 405}


@pytest.mark.rule("C3", "E4")
def test_a_draft_is_deleted_after_being_asked(cast: Cast) -> None:
    change = draft(cast.lakeside, cast.exec)
    browser = cast.browser("exec")
    assert "Delete this draft?" in page(browser, f"{LIST}{change.pk}/withdraw/")
    change.refresh_from_db()
    assert change.withdrawn_at is None
    shown = browser.post(f"{LIST}{change.pk}/withdraw/", follow=True).content.decode()
    assert "Deleted: Add a participant: Pine Street Clinic." in shown
    for ending in ("", "edit/", "withdraw/"):
        assert browser.get(f"{LIST}{change.pk}/{ending}").status_code == 404
    shown = page(browser, LIST).replace("Deleted: ", "")
    assert "Pine Street Clinic" not in shown
    exported = b"".join(browser.get(f"{LIST}change-requests.csv").streaming_content)  # type: ignore[attr-defined]
    assert b"Pine Street Clinic" not in exported
    again = browser.post(f"{LIST}{change.pk}/withdraw/", follow=True).content.decode()
    assert "Deleted: Add a participant: Pine Street Clinic." in again, "said twice, done once"
    late = cast.browser("liaison").post(f"{LIST}{change.pk}/withdraw/", follow=True)
    assert "The Exec deleted this draft on" in late.content.decode()


@pytest.mark.rule("C4")
def test_drafts_need_attention_with_their_day(cast: Cast, elm: Participant) -> None:
    assert not [item for item in attention(cast) if "Submit" in item.text]
    draft(cast.lakeside, cast.exec, days=4)
    draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm, days=31)
    (item,) = [i for i in attention(cast) if "Submit" in i.text]
    assert "Submit 2 change requests of Lakeside" in item.text
    assert "(the first: 1 day late)" in item.text
    assert item.due == days_ago(1)
    assert item.url == LIST
    now = timezone.now()
    ChangeRequest.objects.filter(kind="add_participant").update(
        first_submitted_at=now,
        submitted_at=now,
        submitted_by=cast.exec,
        returned_at=now,
        return_reason="x",
    )
    texts = [item.text for item in attention(cast)]
    assert any("Submit 1 change request of Lakeside" in text for text in texts)
    assert any("CMS returned 1 change request" in text for text in texts)
