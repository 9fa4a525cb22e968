"""A form that comes when its session has ended: what was typed is kept, for nobody else."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from django import forms
from django.contrib.sessions.backends.cache import SessionStore
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from acoms.access.unsent import KEPT, LONGEST, forget, is_secret, typed_in
from contacts.models import Contact
from participants.changes.actions.requests import save_draft
from participants.changes.models import ChangeRequest
from participants.changes.queries import draft_of
from tests.cast import Cast, make_person
from tests.participants.changes.asked import draft
from tests.signing_in import sign_in

NOON = "2026-03-01 12:00Z"
TYPED = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net", "types": ["other"]}
AGAIN = "What you had typed is in the form again"
NOT_SAVED = "what you had typed was not saved"


@pytest.fixture
def url(cast: Cast) -> str:
    return f"/acos/{cast.lakeside.aco_id}/contacts/add/"


def hidden(tab: Client, url: str) -> dict[str, str]:
    """The fields that the page's own form carries for its safety."""
    found = tab.get(url).content.decode()
    main = found[found.index('id="main"') :]
    return {
        name: match[1]
        for name in ("csrfmiddlewaretoken", "made_for")
        if (match := re.search(f'name="{name}" value="([^"]+)"', main))
    }


def idle(tab: Client, url: str, clock: time_machine.Traveller) -> dict[str, str]:
    carried = hidden(tab, url)
    clock.shift(31 * 60)
    return carried


def signed_out(tab: Client, url: str, clock: time_machine.Traveller) -> dict[str, str]:
    carried = hidden(tab, url)
    tab.post("/account/sign-out/", {**carried})
    return carried


def cookies_gone(tab: Client, url: str, clock: time_machine.Traveller) -> dict[str, str]:
    carried = hidden(tab, url)
    tab.cookies.clear()
    return carried


End = Callable[[Client, str, time_machine.Traveller], dict[str, str]]
ENDS: list[End] = [idle, signed_out, cookies_gone]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def tab(cast: Cast, clock: time_machine.Traveller) -> Client:
    return sign_in(Client(enforce_csrf_checks=True), cast.exec)


@pytest.mark.parametrize("end", ENDS)
def test_what_was_typed_is_given_back_after_the_sign_in(
    end: End, tab: Client, cast: Cast, url: str, clock: time_machine.Traveller
) -> None:
    late = tab.post(url, {**TYPED, **end(tab, url, clock)})
    assert late["Location"] == f"/account/sign-in/?next={url}"
    said = tab.get(late["Location"]).content.decode()
    assert "what you had typed is kept for you for an hour" in said
    sign_in(tab, cast.exec)
    form = tab.get(url).content.decode()
    assert AGAIN in form
    for name in ("first_name", "last_name", "email"):
        assert re.search(f'name="{name}" value="{TYPED[name]}"', form), name
    assert re.findall('value="([a-z_]+)"[^>]* checked', form) == TYPED["types"]
    sent = tab.post(url, {**TYPED, **hidden(tab, url)})
    assert sent["Location"] == f"/acos/{cast.lakeside.aco_id}/contacts/"
    assert AGAIN not in tab.get(url).content.decode()


@pytest.mark.rule("E1")
@pytest.mark.parametrize("end", ENDS)
def test_whoever_signs_in_next_at_the_browser_never_sees_it(
    end: End, tab: Client, cast: Cast, url: str, clock: time_machine.Traveller
) -> None:
    tab.post(url, {**TYPED, **end(tab, url, clock)})
    sign_in(tab, cast.liaison)
    form = tab.get(url).content.decode()
    assert AGAIN not in form
    assert "jo@example.net" not in form
    sign_in(tab, cast.exec)
    assert "jo@example.net" in tab.get(url).content.decode()


def test_a_form_of_before_another_sign_in_of_the_same_person_is_shown_again(
    tab: Client, cast: Cast, url: str
) -> None:
    carried = hidden(tab, url)
    tab.get("/account/")
    tab.cookies["csrftoken"] = "x" * 32  # as a sign-in in another tab leaves it
    late = tab.post(url, {**TYPED, **carried})
    assert late["Location"] == url
    form = tab.get(url).content.decode()
    assert "You have signed in again since that page was made" in form
    assert AGAIN in form
    assert "jo@example.net" in form


def test_a_form_of_somebody_elses_session_does_nothing_and_shows_nothing(
    tab: Client, cast: Cast, url: str
) -> None:
    carried = hidden(tab, url)
    sign_in(tab, cast.liaison)
    tab.cookies["csrftoken"] = "x" * 32
    late = tab.post(url, {**TYPED, **carried}, follow=True).content.decode()
    assert "Somebody else has signed in at this browser" in late
    assert "jo@example.net" not in late + tab.get(url).content.decode()
    sign_in(tab, cast.exec)
    assert "jo@example.net" in tab.get(url).content.decode()


@pytest.mark.parametrize("typed", [TYPED, {"note": "x" * (LONGEST + 1)}])
@pytest.mark.parametrize("person", ["exec", "liaison"])
def test_after_another_sign_in_it_is_said_whether_it_is_kept(
    person: str, typed: dict[str, str], tab: Client, cast: Cast, url: str
) -> None:
    carried = hidden(tab, url)
    sign_in(tab, getattr(cast, person))
    tab.cookies["csrftoken"] = "x" * 32
    said = tab.post(url, {**typed, **carried}, follow=True).content.decode()
    whose = "you" if person == "exec" else "the other person"
    assert (f"what {whose} had typed is kept for {whose} for an hour" in said) is (typed is TYPED)
    assert (f"what {whose} had typed was not saved" in said) is (typed is not TYPED)


def test_a_view_may_end_the_session_in_which_something_was_given_back() -> None:
    request = RequestFactory().post("/somewhere/")
    request.session = SessionStore()
    forget(request)
    assert not request.session.modified
    request.session[KEPT] = {"/somewhere/": [0, {}], "/elsewhere/": [0, {}]}
    forget(request)
    assert request.session[KEPT] == {"/elsewhere/": [0, {}]}


def test_a_form_that_was_made_for_nobody_is_refused(tab: Client, url: str) -> None:
    forged = {"made_for": "1:1rXYZa:forged", "csrfmiddlewaretoken": "x" * 32}
    late = tab.post(url, {**TYPED, **forged})
    assert late.status_code == 403
    assert "Nothing was saved" in late.content.decode()


@pytest.mark.rule("E5")
def test_nothing_secret_or_long_and_no_number_like_a_tin_is_kept(
    tab: Client, cast: Cast, url: str, clock: time_machine.Traveller
) -> None:
    carried = idle(tab, url, clock)
    typed = {"title": "Chief", "code": "7K2MQ9XD", "phone": "123-45-6789", "note": "x" * 5_000}
    late = tab.post(url, {**typed, **carried})
    assert "Files, numbers and codes are not kept" in tab.get(late["Location"]).content.decode()
    kept = tab.session
    sign_in(tab, cast.exec)
    [(_, fields)] = tab.session["unsent"].values()
    assert fields == {"title": ["Chief"]}
    assert "unsent" not in kept


@pytest.mark.rule("E5")
def test_what_is_kept_cannot_be_read_where_it_lies(
    tab: Client, cast: Cast, url: str, clock: time_machine.Traveller
) -> None:
    tab.post(url, {**TYPED, **idle(tab, url, clock)})
    lies = cache.get(f"unsent:{cast.exec.pk}")
    assert lies
    assert "jo@example.net" not in lies
    clock.shift(3601)
    sign_in(tab, cast.exec)
    assert AGAIN not in tab.get(url).content.decode()


@pytest.mark.parametrize("typed", [{"note": "x" * (LONGEST + 1)}, {"code": "7K2MQ9XD"}])
def test_what_cannot_be_kept_is_said_to_be_lost(
    typed: dict[str, str], tab: Client, url: str, clock: time_machine.Traveller
) -> None:
    late = tab.post(url, {**typed, **idle(tab, url, clock)})
    assert NOT_SAVED in tab.get(late["Location"]).content.decode()


def test_a_cache_that_is_away_is_said_and_the_sign_in_goes_on(
    tab: Client, url: str, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object) -> None:
        raise ConnectionError

    carried = idle(tab, url, clock)
    monkeypatch.setattr("acoms.access.unsent.cache.get", away)
    monkeypatch.setattr("acoms.access.unsent.cache.set", away)
    late = tab.post(url, {**TYPED, **carried})
    monkeypatch.undo()
    assert NOT_SAVED in tab.get(late["Location"]).content.decode()


def test_a_page_without_such_a_form_says_that_nothing_was_saved(
    tab: Client, cast: Cast, clock: time_machine.Traveller
) -> None:
    url = f"/acos/{cast.lakeside.aco_id}/contacts/"
    tab.post(url, {"surprise": "text", **idle(tab, url, clock)})
    sign_in(tab, cast.exec)
    assert "could not be put into a form again, and was not saved" in tab.get(url).content.decode()
    assert "could not be put" not in tab.get(url).content.decode()


def test_a_reason_for_ending_somebody_and_a_form_of_the_admin_come_back_too(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    tab = sign_in(Client(), cast.exec)
    contact = Contact.objects.get(person=cast.it, aco=cast.lakeside)
    url = f"/acos/{cast.lakeside.aco_id}/contacts/{contact.pk}/end/"
    tab.post(url, {"reason": "Left us.", **idle(tab, url, clock)})
    sign_in(tab, cast.exec)
    assert "Left us.</textarea>" in tab.get(url).content.decode()

    casey = make_person("casey_staff", is_staff=True, is_superuser=True)
    staff = sign_in(Client(), casey)
    url = f"/admin/contacts/aco/{cast.lakeside.pk}/change/"
    staff.post(url, {"name": "Lakeside Renamed", **idle(staff, url, clock)})
    sign_in(staff, casey)
    form = staff.get(url).content.decode()
    assert 'value="Lakeside Renamed"' in form
    assert AGAIN in form


def test_a_contacts_form_given_back_says_what_it_was_filled_from(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    """So that what a colleague changed meanwhile is laid before the person, and not undone."""
    tab = sign_in(Client(), cast.exec)
    contact = Contact.objects.get(person=cast.it, aco=cast.lakeside)
    Contact.objects.filter(pk=contact.pk).update(title="Chief")
    url = f"/acos/{cast.lakeside.aco_id}/contacts/{contact.pk}/change/"
    typed = {"title": "Chief", "phone": "212-555-0199", "types": ["it_primary"]}
    filled_from = tab.get(url).context["filled_from"]
    tab.post(url, {**typed, "filled_from": filled_from, **idle(tab, url, clock)})
    Contact.objects.filter(pk=contact.pk).update(title="Boss")
    sign_in(tab, cast.exec)
    form = tab.get(url)
    assert AGAIN in form.content.decode()
    assert form.context["filled_from"] == filled_from
    answer = tab.post(url, {**typed, "filled_from": form.context["filled_from"]})
    said = answer.content.decode()
    for part in (
        "The title is now Boss; it was Chief.",
        'name="title" value="Boss"',
        'value="212-555-0199"',
    ):
        assert part in said
    contact.refresh_from_db()
    assert contact.title == "Boss"


def test_a_form_that_lost_what_it_was_filled_from_is_looked_at_before_anything_is_done(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    tab = sign_in(Client(), cast.exec)
    contact = Contact.objects.get(person=cast.it, aco=cast.lakeside)
    like_a_tin = "+351 912 34 5678"  # and so left out
    Contact.objects.filter(pk=contact.pk).update(phone=like_a_tin)
    url = f"/acos/{cast.lakeside.aco_id}/contacts/{contact.pk}/change/"
    typed = {"title": "Chief", "phone": like_a_tin, "types": ["it_primary"]}
    filled_from = tab.get(url).context["filled_from"]
    tab.post(url, {**typed, "filled_from": filled_from, **idle(tab, url, clock)})
    sign_in(tab, cast.exec)
    form = tab.get(url)
    assert 'name="title" value="Chief"' in form.content.decode()
    assert like_a_tin not in form.content.decode()
    sent = {**typed, "phone": "", "filled_from": form.context["filled_from"]}
    answer = tab.post(url, sent)
    assert f'value="{like_a_tin}"' in answer.content.decode()


def test_the_reason_of_a_preview_comes_back_where_the_preview_does(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    tab = sign_in(Client(), cast.exec)
    contact = Contact.objects.get(person=cast.it, aco=cast.lakeside)
    url = f"/acos/{cast.lakeside.aco_id}/contacts/{contact.pk}/change/"
    typed = {"title": "", "phone": "", "types": ["other"], "confirmed": "1"}
    filled_from = tab.get(url).context["filled_from"]
    sent = {**typed, "reason": "New tasks", "filled_from": filled_from}
    tab.post(url, {**sent, **idle(tab, url, clock)})
    sign_in(tab, cast.exec)
    first = {"title": "", "phone": "", "types": ["other"]}
    first["filled_from"] = tab.get(url).context["filled_from"]
    preview = tab.post(url, first)
    assert "New tasks</textarea>" in preview.content.decode()


def test_a_draft_given_back_says_what_it_was_filled_from(
    cast: Cast, clock: time_machine.Traveller
) -> None:
    change = draft(cast.lakeside, cast.exec)
    tab = sign_in(Client(), cast.exec)
    url = reverse("edit_change", args=["A9101", change.pk])
    form = tab.get(url).context
    typed = {name: form["form"][name].value() or "" for name in form["form"].fields}
    typed = {**typed, "note": "Mine"}
    carried = {"filled_from": form["filled_from"]}
    tab.post(url, {**typed, **carried, **idle(tab, url, clock)})
    by_now = ChangeRequest.objects.get(pk=change.pk)
    theirs = replace(draft_of(by_now), change=by_now.pk, note="Theirs")
    save_draft(acting_person=cast.liaison, aco=cast.lakeside, draft=theirs)
    sign_in(tab, cast.exec)
    given = tab.get(url)
    assert "Mine</textarea>" in given.content.decode()
    answer = tab.post(url, {**typed, "filled_from": given.context["filled_from"]})
    assert "Something has changed since this page was made (note)" in answer.content.decode()
    by_now.refresh_from_db()
    assert by_now.note == "Theirs"


@pytest.mark.parametrize("part", ["123456789abcdef0", "a123456789bcdef0"])
def test_a_fingerprint_is_kept_whatever_digits_it_has(part: str, rf: RequestFactory) -> None:
    fields = {"note": "Mine", "filled_from": f"{part}.{part}"}
    kept, left_out = typed_in(rf.post("/", fields))
    assert (kept, left_out) == ({name: [text] for name, text in fields.items()}, False)
    assert typed_in(rf.post("/", {**fields, "note": "123-45-6789"})) == ({}, True)
    assert typed_in(rf.post("/", {"note": "x", "filled_from": "123-45-6789"}))[1]


def _all_forms(kind: type[forms.BaseForm]) -> Iterator[type[forms.BaseForm]]:
    for each in kind.__subclasses__():
        yield each
        yield from _all_forms(each)


@pytest.mark.rule("E5")
def test_every_field_for_a_secret_has_a_name_that_is_never_kept() -> None:
    get_resolver().url_patterns  # noqa: B018 - imports all forms
    secret = {"one-time-code", "current-password", "new-password"}
    fields = {
        (form.__qualname__, name)
        for form in _all_forms(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, forms.PasswordInput)
        or field.widget.attrs.get("autocomplete") in secret
        or {"tin", "ssn"} & set(name.split("_"))
    }
    assert len(fields) > 8
    assert {(form, name) for form, name in fields if not is_secret(name)} == set()


def test_a_second_tab_at_sign_in_goes_on_to_the_dashboard(cast: Cast) -> None:
    door = "/account/sign-in/"
    tab = Client(enforce_csrf_checks=True)
    carried = hidden(tab, door)
    assert "made_for" not in carried
    sign_in(tab, cast.exec)
    tab.cookies["csrftoken"] = "x" * 32
    for url in (door, "/account/second-factor/", "/account/identity/"):
        answer = tab.post(url, {"login": "x", "password": "y", **carried}, follow=True)
        assert answer.request["PATH_INFO"] == "/dashboard/", url
        assert answer.status_code == 200
    to = {"login": "x", "password": "y", "next": "/account/", **carried}
    assert tab.post(door, to, follow=True).request["PATH_INFO"] == "/account/"
    away = {**to, "next": "https://elsewhere.example/"}
    assert tab.post(door, away, follow=True).request["PATH_INFO"] == "/dashboard/"
