"""CMS staff register the websites that people sign in to with ACO-MS (rules B3, E3, E5)."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from acoms.access import Refused
from qpp_roles.openid.actions import Addresses, close_website, register_website, renew_secret
from qpp_roles.openid.models import Website
from qpp_roles.openid.rules import problem_with_uri
from qpp_roles.organizations.errors import QppError
from tests.cast import Cast
from tests.qpp_roles.openid.website import CALLBACK, SIGNED_OUT, Qpp
from tests.security.dump import database, found_in

pytestmark = [pytest.mark.rule("B3"), pytest.mark.django_db]

FORM = {
    "name": "Quality Payment Program",
    "redirect": f"{CALLBACK}\r\n https://qpp.example.org/other \r\n",
    "post_logout": SIGNED_OUT,
    "backchannel_logout": "",
}
ADD = "/admin/qpp_roles_openid/website/add/"


def page_of(website: Website, page: str) -> str:
    return reverse(f"admin:qpp_roles_openid_website_{page}", args=[website.pk])


def secret_on(page: Any) -> str:
    found = re.findall(r"<dd><code>([\w-]{40,})</code>", page.content.decode())
    assert len(found) == 1
    return str(found[0])


def events() -> list[Any]:
    model = apps.get_model("qpp_roles_openid.WebsiteEvent")
    return list(model.objects.select_related("pgh_context").order_by("pgh_id"))


@pytest.mark.rule("E3", "E5")
def test_a_website_is_registered_and_its_secret_shown_once(cast: Cast) -> None:
    staff = cast.browser("cms_staff")
    page = staff.post(ADD, FORM)
    secret = secret_on(page)
    assert "no-store" in page["Cache-Control"]
    website = Website.objects.get()
    assert website.get_redirect_uris() == [CALLBACK, "https://qpp.example.org/other"]
    qpp = Qpp(website, secret)
    assert "access_token" in qpp.tokens(cast.browser("qpp_staff"))

    for again in ("change", "history"):
        assert not found_in(staff.get(page_of(website, again)).content.decode(), {"it": secret})
    assert not found_in(database(), {"secret": secret})
    (event,) = events()
    context = event.pgh_context.metadata
    assert (event.pgh_label, context["action"]) == ("insert", "register website")
    assert context["acting_person"] == cast.cms_staff.pk


@pytest.mark.rule("E3")
def test_its_addresses_are_corrected_from_the_next_sign_in_on(cast: Cast, qpp: Qpp) -> None:
    staff = cast.browser("cms_staff")
    assert CALLBACK in staff.get(page_of(qpp.website, "change")).content.decode()
    changed = {**FORM, "redirect": "https://new.example.org/callback"}
    assert staff.post(page_of(qpp.website, "change"), changed).status_code == 302
    browser = cast.browser("qpp_staff")
    assert browser.get(qpp.question()).status_code == 400
    to = qpp.question(redirect_uri="https://new.example.org/callback")
    assert browser.get(to)["Location"].startswith("https://new.example.org/callback?code=")
    before, after = events()
    assert (before.redirect_uris, after.redirect_uris) == (CALLBACK, changed["redirect"])
    assert after.pgh_context.metadata["action"] == "save website"


@pytest.mark.rule("E3", "E5")
def test_a_new_secret_ends_the_old_one(cast: Cast, qpp: Qpp) -> None:
    staff = cast.browser("cms_staff")
    assert "stops working right away" in staff.get(page_of(qpp.website, "secret")).content.decode()
    assert qpp.refresh("nonsense").status_code == 400
    secret = secret_on(staff.post(page_of(qpp.website, "secret")))
    assert qpp.refresh("nonsense").status_code == 401
    qpp.secret = secret
    assert qpp.refresh("nonsense").status_code == 400
    assert events()[-1].pgh_context.metadata["action"] == "renew website's secret"


@pytest.mark.rule("E3")
def test_closing_asks_why_and_cannot_be_undone(cast: Cast, qpp: Qpp) -> None:
    staff = cast.browser("cms_staff")
    tokens = qpp.tokens(cast.browser("qpp_staff"))
    assert staff.post(page_of(qpp.website, "close"), {"reason": " "}).status_code == 200
    assert staff.post(page_of(qpp.website, "close"), {"reason": "Moved"}).status_code == 302
    assert qpp.userinfo(tokens).status_code == 401
    assert events()[-1].pgh_context.metadata["reason"] == "Moved"
    page = staff.get(page_of(qpp.website, "change")).content.decode()
    assert "This website is closed" in page
    assert CALLBACK in page
    assert staff.post(page_of(qpp.website, "change"), FORM).status_code == 403
    for gone in ("close", "secret"):
        assert staff.get(page_of(qpp.website, gone)).status_code == 404
    with pytest.raises(QppError, match="is closed"):
        renew_secret(acting_person=cast.cms_staff, website=qpp.website)


@pytest.mark.rule("E1")
@pytest.mark.parametrize("role", ["cms_analyst", "cms_viewer"])
def test_other_roles_of_staff_read_and_are_told_who_could(cast: Cast, qpp: Qpp, role: str) -> None:
    staff = cast.browser(role)
    assert CALLBACK in staff.get(page_of(qpp.website, "change")).content.decode()
    posts: list[tuple[str, dict[str, str]]] = [
        (ADD, FORM),
        (page_of(qpp.website, "change"), FORM),
        (page_of(qpp.website, "secret"), {}),
        (page_of(qpp.website, "close"), {"reason": "x"}),
    ]
    for url, form in posts:
        page = staff.post(url, form)
        assert page.status_code == 403
        assert "CMS administrator" in page.content.decode()
    person = getattr(cast, role)
    with pytest.raises(Refused):
        close_website(acting_person=person, website=qpp.website, reason="x")
    with pytest.raises(Refused):
        register_website(acting_person=person, name="X", addresses=Addresses((CALLBACK,)))
    assert Website.objects.open().count() == 1


@pytest.mark.rule("E5")
@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("https://qpp.example.org/callback", ""),
        ("https://qpp.example.org:8443/callback?a=b", ""),
        ("http://qpp.example.org/callback", "must begin with https://"),
        ("http://127.0.0.1:8001/callback", "must begin with https://"),
        ("//qpp.example.org/callback", "must begin with https://"),
        ("javascript:alert(1)", "must begin with https://"),
        ("qpp:callback", "must begin with https://"),
        ("https:///callback", "must begin with https://"),
        ("https://*.example.org/callback", "has a *"),
        ("https://qpp.example.org/callback#here", "must not have a part after #"),
        ("https://qpp.example.org/callback#", "must not have a part after #"),
        ("https://me:word@qpp.example.org/", "must not have a user name"),
        ("https://qpp.example.org/a b", "cannot be an address"),
        ("https://qpp.example.org/\u00fc", "cannot be an address"),
        ("https://[qpp/", "cannot be read"),
        ("https://qpp.example.org:port/", "cannot be read"),
        ("https://qpp.example.org/" + "x" * 500, "cannot be an address"),
    ],
)
def test_what_an_address_may_be(uri: str, problem: str) -> None:
    found = problem_with_uri(uri, local_mode=False)
    assert problem in found
    assert bool(problem) is bool(found)


def test_plain_http_only_on_this_machine_and_only_in_local_mode(cast: Cast) -> None:
    assert not problem_with_uri("http://127.0.0.1:8001/callback", local_mode=True)
    assert problem_with_uri("http://qpp.example.org/callback", local_mode=True)
    for addresses in (
        Addresses(()),
        Addresses(("https://*.example.org/",)),
        Addresses((CALLBACK,), ("http://qpp.example.org/",)),
        Addresses((CALLBACK,), (), "nonsense"),
    ):
        with pytest.raises(QppError):
            register_website(acting_person=cast.cms_staff, name="X", addresses=addresses)
    with pytest.raises(QppError, match="name"):
        register_website(acting_person=cast.cms_staff, name=" ", addresses=Addresses((CALLBACK,)))


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"redirect": ""}, {"redirect": "nonsense"}, {"post_logout": "http://x"}]
)
def test_a_mistake_keeps_what_was_typed(cast: Cast, wrong: dict[str, str]) -> None:
    page = cast.browser("cms_staff").post(ADD, {**FORM, **wrong})
    assert page.status_code == 200
    assert page.context["adminform"].form.errors.keys() == wrong.keys()
    assert not Website.objects.exists()


def test_a_visitor_finds_the_truth_in_the_discovery_document(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://acoms.example.org/"
    document = client.get("/.well-known/openid-configuration", headers={"host": "testserver"})
    found = document.json()
    assert found["issuer"] == "https://acoms.example.org"
    for name in ("token", "userinfo", "authorization", "revocation", "end_session"):
        address = found[f"{name}_endpoint"]
        assert address.startswith("https://acoms.example.org/openid/")
        assert client.get(address.removeprefix("https://acoms.example.org")).status_code != 404
    assert client.get(found["jwks_uri"].removeprefix("https://acoms.example.org")).json()["keys"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert found["grant_types_supported"] == [
        "authorization_code",
        "refresh_token",
        "client_credentials",  # of an ACO's programs
    ]
    assert "introspection_endpoint" not in found
    for absent in ("introspect", "device/code", "clients"):
        assert client.get(f"/openid/{absent}").status_code == 404
    assert document["Access-Control-Allow-Origin"] == "*"
