"""Invite several, as an administrator without JavaScript meets it."""

import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from invitations.bulk.models import BulkInvitation
from invitations.models import Invitation
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.invitations.bulk.lists import confirm, people, prepare, send_all, with_headings
from tests.signing_in import sign_in

LIST = "/acos/A9101/contacts/invite-several/"
MIXED = "Ann,Ray,ann@x.org,,,other\nBo,Ray,nonsense,,,other\nCy,Ray,cy@x.org,,,financial"


@pytest.fixture
def browser(cast: Cast) -> Client:
    return cast.browser("exec")


def text_of(answer: Any) -> str:
    page = answer.content.decode().partition("<main")[2]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def read_in(browser: Client, pasted: str) -> str:
    """The address of the list's page."""
    answer = browser.post(LIST, {"pasted": with_headings(pasted)})
    assert answer.status_code == 302, text_of(answer)
    return str(answer["Location"])


def press_send(browser: Client, page: str) -> Any:
    """What the page's button sends, as it is on the page now."""
    shown = browser.get(page).content.decode()
    hidden = dict(re.findall(r'name="(shown|rows)" value="(\w+)"', shown))
    return browser.post(f"{page}send/", hidden, follow=True)


@pytest.mark.rule("A5")
def test_administrators_find_it_beside_the_contacts_and_others_do_not(cast: Cast) -> None:
    link = f'href="{LIST}"'
    assert link in cast.browser("exec").get("/acos/A9101/contacts/").content.decode()
    assert link not in cast.browser("it").get("/acos/A9101/contacts/").content.decode()
    assert cast.browser("it").get(LIST).status_code == 403


def test_from_a_file_to_the_result(cast: Cast, browser: Client) -> None:
    file = SimpleUploadedFile("people.csv", with_headings(people(3)).encode())
    answer = browser.post(LIST, {"file": file}, follow=True)
    page = answer.redirect_chain[0][0]
    assert "people.csv : 3 of 3 rows can be sent." in text_of(answer)
    assert "Send 3 invitations" in text_of(answer)
    assert "0 of 3 rows done" in text_of(press_send(browser, page))
    bulk = BulkInvitation.objects.get()
    assert bulk.confirmed_by == cast.exec
    send_all(bulk)
    said = text_of(browser.get(page))
    assert "3 of 3 invitations sent" in said
    assert "guest2@example.net" in said
    assert "Not sent" not in said


def test_bad_rows_are_shown_with_their_reasons_and_both_ways_on(browser: Client) -> None:
    page = read_in(browser, MIXED)
    said = text_of(browser.get(page))
    assert "2 of 3 rows can be sent. The other cannot" in said
    assert "Cannot be sent (1)" in said
    assert "3 Bo Ray nonsense Other Contact E-mail: Enter an e-mail address" in said
    assert "Send the 2 good ones only" in said
    assert "Correct the list first" in said
    press_send(browser, page)
    send_all(BulkInvitation.objects.get())
    said = text_of(browser.get(page))
    assert "2 of 3 invitations sent" in said
    assert "Correct this row" in said


def test_no_button_where_nothing_can_be_sent(browser: Client) -> None:
    page = read_in(browser, "Bo,Ray,nonsense,,,other")
    answer = browser.get(page)
    assert "none of the 1 row can be sent" in text_of(answer)
    assert f"{page}send/" not in answer.content.decode()


def test_correcting_begins_with_the_rows_that_are_not_sent(cast: Cast, browser: Client) -> None:
    page = read_in(browser, MIXED)
    pk = BulkInvitation.objects.get().pk
    before = browser.get(f"{LIST}?again={pk}").content.decode()
    assert "ann@x.org" in before
    assert "nonsense" in before
    press_send(browser, page)
    send_all(BulkInvitation.objects.get())
    after = browser.get(f"{LIST}?again={pk}").content.decode()
    assert "ann@x.org" not in after
    assert "Bo,Ray,nonsense,,,other" in after


def test_nobody_vanishes_from_the_list_that_is_corrected(browser: Client) -> None:
    commas = "Bo,Ray,bo@x.org,,,liaison,other"
    page = read_in(browser, f'{commas}\nAnn,"Ray,ann@x.org,,,other\nCy,Ray,cy@x.org,,,other')
    assert "Separate contact types with semicolons" in text_of(browser.get(page))
    again = browser.get(f"{LIST}?again={BulkInvitation.objects.get().pk}")
    assert "Bo,Ray,bo@x.org,,,liaison; other\nCy,Ray" in again.content.decode()
    assert "Line 3 of the list could not be read and is not among" in text_of(again)

    read_in(browser, 'Ann,"Ray,ann@x.org,,,other\nBo,"Ray')
    again = browser.get(f"{LIST}?again={BulkInvitation.objects.latest('pk').pk}")
    assert "Lines 2, 3 of the list could not" in text_of(again)
    assert "could not be read" not in text_of(browser.get(LIST))


@pytest.mark.parametrize("asked", ["", "x", "9" * 30, "-1", "0", "²"])
def test_a_made_up_list_gives_an_empty_form(browser: Client, asked: str) -> None:
    assert browser.get(LIST, {"again": asked}).status_code == 200


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ({}, "Choose a file, or paste rows below."),
        ({"pasted": " \n "}, "Choose a file, or paste rows below."),
        (
            {"pasted": "First name,E-mail\nJo,jo@x.org"},
            "the columns Last name, Contact types.",
        ),
        ({"file": (b"PK\x03\x04", "people.xlsx")}, "Save it as CSV"),
        ({"file": (b"", "people.csv")}, "The file is empty"),
        ({"file": (b"x" * 1_000_001, "people.csv")}, "larger than 1 MB"),
        ({"file": (b"a,b,c@x.org", "a.csv"), "pasted": "a,b,c@x.org"}, "not both"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    browser: Client, data: dict[str, Any], why: str
) -> None:
    if "file" in data:
        content, name = data["file"]
        data = {**data, "file": SimpleUploadedFile(name, content)}
    answer = browser.post(LIST, data)
    assert answer.status_code == 200
    assert why in text_of(answer)
    assert 'role="alert"' in answer.content.decode()
    assert not BulkInvitation.objects.exists()


@pytest.mark.rule("E4")
def test_submitting_twice_leads_to_the_same_page(cast: Cast, browser: Client) -> None:
    page = read_in(browser, people(2))
    shown = re.search(r'name="shown" value="(\w+)"', browser.get(page).content.decode())
    assert shown
    for _ in range(2):
        answer = browser.post(f"{page}send/", {"shown": shown[1], "rows": "all"})
        assert answer["Location"] == page
    send_all(BulkInvitation.objects.get())
    answer = browser.post(f"{page}send/", {"shown": shown[1], "rows": "all"}, follow=True)
    assert "2 of 2 invitations sent" in text_of(answer)
    assert Invitation.objects.count() == 2


def test_what_was_not_shown_is_not_sent(cast: Cast, browser: Client) -> None:
    page = read_in(browser, people(2))
    answer = browser.post(f"{page}send/", {"shown": "made up", "rows": "all"}, follow=True)
    assert "changed since this page was made" in answer.content.decode()
    assert BulkInvitation.objects.get().confirmed_at is None


@pytest.mark.rule("E1")
def test_the_list_of_another_aco_is_not_there_and_a_colleagues_is(cast: Cast) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(2))
    page = f"{LIST}{bulk.pk}/"
    assert cast.browser("liaison").get(page).status_code == 200
    assert bulk.source in text_of(cast.browser("liaison").get(LIST))
    riverside = make_aco("A9102", "Riverside ACO")
    other = make_person("riverside_exec")
    make_contact(riverside, other, ["aco_executive"])
    elsewhere = sign_in(Client(), other)
    for path in ("", "result.csv"):
        assert elsewhere.get(f"{page}{path}").status_code == 404
        assert elsewhere.get(f"{page}{path}".replace("A9101", "A9102")).status_code == 404
    there = f"{page}send/".replace("A9101", "A9102")
    assert elsewhere.post(there, {"rows": "all"}).status_code == 404
    again = elsewhere.get("/acos/A9102/contacts/invite-several/", {"again": bulk.pk})
    assert "guest1@example.net" not in again.content.decode()


def test_a_reader_of_the_progress_gets_a_part_and_then_the_whole_page(
    cast: Cast, browser: Client
) -> None:
    bulk = prepare(cast.exec, cast.lakeside, people(2))
    confirm(bulk, cast.exec)
    page = f"{LIST}{bulk.pk}/"
    whole = browser.get(page).content.decode()
    assert 'max="2" value="0"' in whole
    assert "<noscript><p><a href=" in whole
    part = browser.get(page, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="progress"')
    send_all(bulk)
    assert browser.get(page, headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def cells(answer: Any) -> list[str]:
    content: Iterator[bytes] = answer.streaming_content
    return b"".join(content).decode("utf-8-sig").splitlines()


def test_the_result_is_a_file_that_no_spreadsheet_takes_for_formulas(
    cast: Cast, browser: Client
) -> None:
    formula = "=cmd|' /C calc'!A0"
    text = f'"{formula}",Ray,ann@x.org,+1 555,@boss,other;financial\nBo,Ray,nonsense,,,-x'
    bulk = prepare(cast.exec, cast.lakeside, text)
    url = f"{LIST}{bulk.pk}/result.csv"
    assert browser.get(url)["Location"] == f"{LIST}{bulk.pk}/"
    confirm(bulk, cast.exec, good_ones_only=True)
    assert ",Waiting," in cells(browser.get(url))[1]
    send_all(bulk)
    answer = browser.get(url)
    assert (
        answer["Content-Disposition"] == f'attachment; filename="invitations-A9101-{bulk.pk}.csv"'
    )
    lines = cells(answer)
    assert lines[0] == "Line,First name,Last name,E-mail,Phone,Title,Contact types,Result,Why not"
    assert lines[1] == (
        f"2,'{formula},Ray,ann@x.org,'+1 555,'@boss,Financial Contact; Other Contact,Sent,"
    )
    assert lines[2].startswith("3,Bo,Ray,nonsense,,,'-x,Not sent,")
    assert "“-x” is no contact type." in lines[2]


def test_the_empty_list_has_the_headings_that_are_understood(browser: Client) -> None:
    (header,) = cells(browser.get(f"{LIST}template.csv"))
    assert header == "First name,Last name,E-mail,Phone,Title,Contact types"
    assert read_in(browser, "Jo,Chen,jo@x.org,,,other")


def test_markup_in_a_row_stays_text(browser: Client) -> None:
    page = read_in(browser, "<script>alert(1)</script>,Ray,<b>,,,<i>")
    assert "<script>alert" not in browser.get(page).content.decode()


def test_the_pages_take_as_many_queries_for_500_rows_as_for_one(
    cast: Cast, browser: Client
) -> None:
    counts: dict[str, set[int]] = {"preview": set(), "progress": set(), "result": set()}
    for size in (1, 500):
        text = people(size).replace("guest", f"of{size}guest")
        bulk = prepare(cast.exec, cast.lakeside, text)
        page = f"{LIST}{bulk.pk}/"
        browser.get(page)  # the session's signs of life
        steps: dict[str, Callable[[], Any]] = {
            "preview": lambda: None,
            "progress": partial(confirm, bulk, cast.exec),
            "result": partial(send_all, bulk),
        }
        for name, step in steps.items():
            step()
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert browser.get(page).status_code == 200
            counts[name].add(len(queries))
    assert all(len(each) == 1 for each in counts.values()), counts
