"""The Knowledge Library in a real browser."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from documents.library.actions.loading import load_own_articles
from documents.library.actions.writing import edit_article
from documents.library.models import Article
from documents.library.queries import latest_version
from documents.library.rules import Text
from tests.cast import Cast
from tests.documents.library.shelf import a_section, shelved

pytestmark = pytest.mark.usefixtures("screen")


@pytest.mark.rule("G5")
def test_a_contact_comes_by_a_help_link_reads_searches_and_says_whether_it_helped(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    load_own_articles()
    article = Article.objects.get(slug="overview-of-user-access-and-contacts")
    now = latest_version(article)
    edit_article(
        acting_person=cast.cms_staff,
        article=article,
        text=Text(now.title, now.summary, now.body + "\n\nWrite to us.", "Says whom to write to."),
        publish=True,
    )
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/acos/A9101/contacts/")
    page.get_by_role("link", name="Help: contacts and who may invite people").click()
    axe()
    page.get_by_role("link", name="Which contacts an ACO must have").click()
    page.get_by_label("No", exact=True).check()
    page.get_by_label("What was missing").fill("What a custodian does.")
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("You answered “No”")).to_be_visible()
    page.get_by_role("link", name="Earlier versions").click()
    axe()
    page.locator("tbody a").last.click()
    axe()
    page.goto(f"{live_server.url}/knowledge-library/")
    axe()
    page.get_by_label("Search the library").fill("security cod")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("heading", name="Security codes")).to_be_visible()
    axe()
    page.get_by_role("link", name="Security codes").click()
    axe()


@pytest.mark.rule("G5")
def test_a_contact_finds_a_file_and_takes_it(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    load_own_articles()
    article = Article.objects.get(slug="inviting-a-contact")
    shelved(cast, "Before you invite.txt", "What to have at hand.", article=article)
    for content in (b"first", b"second"):
        shelved(cast, "Program calendar.csv", "Days to remember.", content, section=a_section())
    signed_in_as(cast.exec)
    page.goto(f"{live_server.url}/knowledge-library/articles/inviting-a-contact/")
    expect(page.get_by_role("link", name="Before you invite.txt", exact=True)).to_be_visible()
    axe()
    page.goto(f"{live_server.url}/knowledge-library/?q=calendar")
    axe()
    page.goto(f"{live_server.url}/knowledge-library/")
    axe()
    page.get_by_role("link", name="Versions and checksum of Program calendar.csv").click()
    axe()
    with page.expect_download() as taken:
        page.get_by_role("link", name="Download version 2").click()
    assert taken.value.suggested_filename == "Program calendar.csv"


@pytest.mark.rule("G3")
def test_cms_staff_find_and_change_a_file_for_all(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    row = shelved(cast)
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/documents_library/libraryfile/")
    axe()
    page.get_by_role("link", name="Guide.pdf").click()
    axe()
    page.get_by_role("link", name="Publish a new version").click()
    axe()
    page.goto(f"{live_server.url}/admin/documents_library/libraryfile/{row.pk}/withdraw/")
    axe()


@pytest.mark.rule("G3")
def test_cms_staff_preview_and_publish_a_version(
    page: Page, live_server: Any, axe: Callable[..., None], cast: Cast, signed_in_as: Any
) -> None:
    load_own_articles()
    signed_in_as(cast.cms_staff)
    page.goto(f"{live_server.url}/admin/documents_library/article/")
    page.get_by_role("link", name="Security codes").click()
    page.get_by_role("link", name="Write a new version").click()
    page.get_by_label("Text").fill("# New\n\nAll of it.")
    page.get_by_label("What changed").fill("It is short now.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("heading", name="New", exact=True)).to_be_visible()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_text("It is published.")).to_be_visible()
