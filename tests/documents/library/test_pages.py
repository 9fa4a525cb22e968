"""The library as its readers see it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from documents.library.actions.writing import edit_article, withdraw_article
from documents.library.models import Opinion
from tests.cast import Cast, make_organization, make_person
from tests.documents.library.shelf import a_section, a_text, written
from tests.qpp_roles.roles.in_roles import STAFF_USER, hold
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db
LIBRARY = "/knowledge-library/"
ARTICLE = f"{LIBRARY}articles/inviting-a-contact/"


@pytest.fixture
def reader(cast: Cast) -> Client:
    return cast.browser("other")


def words(browser: Client, url: str, **asked: str) -> str:
    page = browser.get(url, asked)
    assert page.status_code == 200
    text = re.sub(r"<[^>]+>", " ", page.content.decode().partition("<main")[2])
    return re.sub(r"\s+", " ", text)


@pytest.mark.rule("G5")
def test_contacts_people_with_a_qpp_role_and_cms_staff_read_it_and_nobody_else(cast: Cast) -> None:
    written(cast)
    at_qpp = make_person("at_qpp")
    hold(at_qpp, make_organization(), STAFF_USER)
    browsers = [cast.browser(who) for who in ("other", "qpp_staff", "cms_viewer")]
    for browser in (*browsers, sign_in(Client(), at_qpp)):
        assert browser.get(LIBRARY).status_code == browser.get(ARTICLE).status_code == 200
        assert f'href="{LIBRARY}"' in browser.get("/dashboard/").content.decode()
    outsider = cast.browser("outsider")
    assert outsider.get(LIBRARY).status_code == outsider.get(ARTICLE).status_code == 404
    assert outsider.get(f"{LIBRARY}articles/none/").status_code == 404
    assert LIBRARY not in outsider.get("/dashboard/").content.decode()


@pytest.mark.rule("G5")
def test_an_outsider_who_gets_a_role_sees_it_in_a_minute(cast: Cast) -> None:
    browser = cast.browser("outsider")
    browser.get("/dashboard/")
    hold(cast.outsider, make_organization(), STAFF_USER)
    assert browser.get(LIBRARY).status_code == 200  # it is open at once
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        page = browser.get("/dashboard/").content.decode()
    assert f'href="{LIBRARY}"' in page


def test_an_empty_library_says_what_to_do(reader: Client) -> None:
    said = words(reader, LIBRARY)
    assert "There is nothing here yet." in said
    assert "What each contact type is" in said


def test_sections_and_articles_stand_in_their_order(cast: Cast, reader: Client) -> None:
    last, first = a_section("Signing in", 20), a_section("Program Resources", 10)
    written(cast, "c", "Codes", section=last)
    written(cast, "b", "Later", section=first, order=20)
    written(cast, "a", "Sooner", section=first, order=10)
    written(cast, "d", "Draft", section=first, publish=False)
    said = words(reader, LIBRARY)
    places = [said.index(name) for name in ("Program Resources", "Sooner", "Later", "Codes")]
    assert places == sorted(places)
    assert "Draft" not in said


def test_the_search_finds_or_says_what_to_do(cast: Cast, reader: Client) -> None:
    written(cast)
    assert "1 article for “invite”" in words(reader, LIBRARY, q="invite")
    assert "Nothing has all of these words. With some of them: 1 article" in words(
        reader, LIBRARY, q="invite tin"
    )
    nothing = words(reader, LIBRARY, q='<b>"whitefish')
    assert "No articles or files match “&lt;b&gt;&quot;whitefish”." in nothing
    assert "ask the SSP Helpdesk" in nothing
    assert "<mark>Contacts</mark>" in reader.get(LIBRARY, {"q": "contacts"}).content.decode()


def test_an_article_says_when_it_was_published_and_later_what_changed(
    cast: Cast, reader: Client
) -> None:
    article = written(cast)
    today = f"{timezone.localdate():%B %-d, %Y}"
    said = words(reader, ARTICLE)
    assert f"Published {today}" in said
    assert "Earlier versions" not in said
    edit_article(
        acting_person=cast.cms_staff,
        article=article,
        text=a_text(body="Quite new.", note="The button has another name."),
        publish=True,
    )
    said = words(reader, ARTICLE)
    assert f"Updated {today}: The button has another name." in said
    assert "Quite new." in said
    listed = words(reader, f"{ARTICLE}versions/")
    assert "The button has another name." in listed
    assert "First version." in listed
    earlier = words(reader, f"{ARTICLE}versions/1/")
    assert "This is an earlier version, published" in earlier
    assert "What to do" in earlier


def test_a_draft_is_read_by_those_who_write_and_by_nobody_else(cast: Cast, reader: Client) -> None:
    written(cast, publish=False)
    for url in (ARTICLE, f"{ARTICLE}versions/", f"{ARTICLE}versions/1/"):
        assert reader.get(url).status_code == 404
    assert cast.browser("cms_viewer").get(f"{ARTICLE}versions/1/").status_code == 404
    assert "This is a draft." in words(cast.browser("cms_analyst"), f"{ARTICLE}versions/1/")


def test_a_withdrawn_article_says_so_and_is_not_listed(cast: Cast, reader: Client) -> None:
    article = written(cast)
    withdraw_article(acting_person=cast.cms_staff, article=article, reason="Wrong numbers.")
    page = reader.get(ARTICLE)
    assert page.status_code == 410
    assert "CMS withdrew it on" in page.content.decode()
    assert "Wrong numbers." not in page.content.decode()
    assert "Inviting a contact" not in words(reader, LIBRARY)
    for url in (f"{ARTICLE}versions/", f"{ARTICLE}versions/1/"):
        assert reader.get(url).status_code == 404
    assert reader.post(f"{ARTICLE}helped/", {"helpful": "yes", "number": "1"}).status_code == 404
    assert "This article is withdrawn." in words(cast.browser("cms_staff"), f"{ARTICLE}versions/1/")


def test_a_reader_says_whether_it_helped_and_changes_it(cast: Cast, reader: Client) -> None:
    written(cast)
    asked = {"helpful": "no", "words": "Where is the <button>?", "number": "1"}
    page = reader.post(f"{ARTICLE}helped/", asked, follow=True)
    assert "You answered “No”" in page.content.decode()
    assert "Where is the &lt;button&gt;?" in page.content.decode()
    reader.post(f"{ARTICLE}helped/", {"helpful": "yes", "number": "1"})
    opinion = Opinion.objects.get()
    assert (opinion.person, opinion.helpful, opinion.words) == (cast.other, True, "")


@pytest.mark.parametrize("number", ["2", "0", "x", "9" * 30, ""])
def test_of_what_nobody_could_read_nobody_says_anything(
    cast: Cast, reader: Client, number: str
) -> None:
    article = written(cast)
    edit_article(
        acting_person=cast.cms_staff, article=article, text=a_text(body="Draft."), publish=False
    )
    page = reader.post(f"{ARTICLE}helped/", {"helpful": "yes", "number": number})
    assert "This article is not in the library any more." in page.content.decode()
    assert not Opinion.objects.exists()


def test_an_answer_without_yes_or_no_keeps_the_words(cast: Cast, reader: Client) -> None:
    written(cast)
    page = reader.post(f"{ARTICLE}helped/", {"words": "Half a thought", "number": "1"})
    assert "Choose Yes or No." in page.content.decode()
    assert "Half a thought" in page.content.decode()


def test_a_help_link_leads_to_its_article_or_to_the_library(cast: Cast, reader: Client) -> None:
    to = f"{LIBRARY}help/inviting-a-contact/"
    page = reader.get(to, follow=True)
    assert page.redirect_chain == [(LIBRARY, 302)]
    assert "There is no article about this yet." in page.content.decode()
    written(cast)
    assert reader.get(to)["Location"] == ARTICLE


def test_the_pages_ask_the_same_however_much_there_is(cast: Cast, reader: Client) -> None:
    article = written(cast)
    reader.get(LIBRARY)

    def asked() -> list[int]:
        counts = []
        for url in (LIBRARY, f"{LIBRARY}?q=contact", ARTICLE, f"{ARTICLE}versions/"):
            with CaptureQueriesContext(connection) as queries:
                reader.get(url)
            counts.append(len(queries))
        return counts

    few = asked()
    for i in range(12):
        written(cast, f"article-{i}", f"Article {i}", section=a_section(f"Section {i}", i))
        edit_article(
            acting_person=cast.cms_staff,
            article=article,
            text=a_text(body=f"Body {i}."),
            publish=True,
        )
    assert asked() == few
    assert max(few) <= 10


def test_a_long_article_begins_with_its_contents(cast: Cast, reader: Client) -> None:
    written(cast, body="# A\n\n# B\n\n# C\n\n# D & <e>\n")
    page = reader.get(ARTICLE).content.decode()
    assert "On this page" in page
    assert '<a href="#part-d-e">D &amp; &lt;e&gt;</a>' in page
    assert 'id="part-d-e"' in page
