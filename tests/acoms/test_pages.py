"""The Helpdesk, the page shell, and the pages one sees when something is wrong."""

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from acoms import urls
from acoms.access import PUBLIC, Decision, Refused, allow
from acoms.site import navigation, pages
from tests.cast import Cast

handler403, handler404, handler500 = urls.handler403, urls.handler404, urls.handler500


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused(Decision(False, "Only administrators invite.", ("ACO Executive",)))


def break_down(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [
    *urls.urlpatterns,
    path("refuse/", allow(PUBLIC)(refuse)),
    path("break/", allow(PUBLIC)(break_down)),
]
these_urls = pytest.mark.urls(__name__)


@pytest.mark.rule("A20")
@these_urls
@pytest.mark.parametrize("url", ["/", "/help/", "/account/sign-in/", "/nowhere/", "/refuse/"])
def test_every_page_has_the_helpdesk_in_its_banner(client: Client, db: None, url: str) -> None:
    banner = client.get(url).content.decode().partition("</header>")[0]
    assert f"mailto:{settings.HELPDESK_EMAIL}" in banner
    assert settings.HELPDESK_PHONE in banner
    assert 'href="tel:+18887346433"' in banner
    assert 'href="/help/"' in banner


@pytest.mark.rule("A20")
@these_urls
def test_so_has_the_page_of_a_fault_which_needs_nothing_that_may_be_broken(
    client: Client,
) -> None:
    """No database fixture: a query here would fail the test."""
    client.raise_request_exception = False
    response = client.get("/break/")
    assert response.status_code == 500
    page = response.content.decode()
    assert settings.HELPDESK_EMAIL in page
    assert settings.HELPDESK_PHONE in page
    assert "Wait a minute" in page


def test_the_page_of_a_fault_draws_without_any_context() -> None:
    assert "Something went wrong" in render_to_string("500.html")


@pytest.mark.rule("E1")
@these_urls
def test_a_refusal_says_why_and_who_could(client: Client, db: None) -> None:
    response = client.get("/refuse/")
    assert response.status_code == 403
    page = response.content.decode()
    assert "Only administrators invite." in page
    assert "ACO Executive" in page


@pytest.mark.rule("E1")
@these_urls
def test_an_unknown_address_gets_a_page_that_says_what_to_do(client: Client, db: None) -> None:
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "ask one of its administrators" in response.content.decode()


def test_a_form_without_its_token_is_refused_with_the_way_on(db: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/account/sign-in/", {"login": "x"})
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_search_engines_are_kept_out(client: Client) -> None:
    assert b"Disallow: /" in client.get("/robots.txt").content


def test_pages_allow_no_inline_script_or_style(client: Client, db: None) -> None:
    response = client.get("/help/")
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = response.content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert page.count("<script") == page.count("<script src=")


def test_a_visitor_sees_no_menu_and_a_signed_in_person_does(client: Client, cast: Cast) -> None:
    assert 'id="menu"' not in client.get("/help/").content.decode()
    page = cast.browser("outsider").get("/help/").content.decode()
    assert 'aria-label="Main"' in page
    assert cast.outsider.full_name in page
    assert 'action="/account/sign-out/"' in page


def test_the_shell_is_light(cast: Cast) -> None:
    """The page's own content is what should weigh: the shell is a few kilobytes."""
    page = cast.browser("outsider").get("/robots-are-lost/")
    assert len(page.content) < 5_000


def link_to(path: str, url_name: str, *sections: str) -> str:
    entry = navigation.Entry(1, "Help", url_name, sections=sections)
    return navigation.link(entry, RequestFactory().get(path)).current


def test_the_menu_marks_the_page_and_the_section_one_is_in() -> None:
    assert link_to("/help/", "helpdesk") == "page"
    assert link_to("/help/contact-types/", "helpdesk") == "true"
    assert link_to("/acos/A1234/", "helpdesk", "/acos/") == "true"
    assert link_to("/elsewhere/", "helpdesk") == ""


def test_a_fault_while_showing_a_refusal_is_not_hidden() -> None:
    """`refused` shows Django's own PermissionDenied too, without a reason of ours."""
    request = RequestFactory().get("/")
    response = pages.refused(request, PermissionError())
    assert response.status_code == 403
