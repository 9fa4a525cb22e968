"""A form of an older tab overwrites nothing that was changed since it was opened."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.contrib.admin import site
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint
from acoms.site.admin_pages import ListPage, RecordAdmin, RecordedOnce
from contacts.actions import correct_public_line, shown_of_public_line
from contacts.errors import ContactError
from contacts.facts import Facts
from contacts.models import Aco, HeldType
from documents.correspondence.models import Message
from documents.files.models import PublishedFile
from documents.library.models import LibraryFile, Section
from participants.lists.models import Participant, ProviderSupplier
from participants.years.models import FeedbackCycle, PerformanceYear
from qpp_roles.openid.models import Website
from qpp_roles.organizations.models import Organization
from tests.cast import Cast, make_contact, make_organization, make_participant, make_person
from tests.concurrency.at_once import at_once
from tests.documents.correspondence.written import draft
from tests.documents.library.shelf import a_section, make_library_file
from tests.qpp_roles.openid.website import qpp_of

OVERTAKEN = "Changed since you opened this form, and nothing was saved:"
TODAY = timezone.localdate()

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E3")]


def year(cast: Cast) -> PerformanceYear:
    days = {"certify_from": TODAY, "certify_by": TODAY + timedelta(days=60)}
    return PerformanceYear.objects.create(year=TODAY.year + 1, **days)


def cycle(cast: Cast) -> FeedbackCycle:
    return FeedbackCycle.objects.create(
        performance_year=year(cast),
        number=1,
        opens_on=TODAY,
        closes_on=TODAY + timedelta(days=10),
        feedback_on=TODAY + timedelta(days=20),
    )


def later(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def provider(cast: Cast) -> ProviderSupplier:
    return make_participant(cast.lakeside, providers=["2000000002"]).providers.get()


# Each page of the admin that changes a row: how a row is made, what somebody else changes of it
# meanwhile, and what is typed into an older tab.
Page = tuple[Callable[[Cast], Model], dict[str, str], dict[str, str]]
PAGES: dict[type[Model], Page] = {
    Aco: (lambda cast: cast.lakeside, {"name": "Lakeview"}, {"website": "https://a.example.org"}),
    Person: (
        lambda _: make_person("lee_park"),
        {"last_name": "Park-Ortiz"},
        {"first_name": "Li"},
    ),
    PerformanceYear: (year, {"certify_by": later(70)}, {"certify_from": later(2)}),
    FeedbackCycle: (cycle, {"feedback_on": later(30)}, {"closes_on": later(11)}),
    Participant: (
        lambda cast: make_participant(cast.lakeside),
        {"doing_business_as": "Elm Care"},
        {"legal_business_name": "Elm Street", "reason": "By phone"},
    ),
    ProviderSupplier: (provider, {"specialty": "08"}, {"name": "Ann Lee", "reason": "By phone"}),
    Website: (
        lambda cast: qpp_of(cast).website,
        {"name": "QPP at CMS"},
        {"backchannel_logout": "https://qpp.example.org/out"},
    ),
    Organization: (
        lambda _: make_organization(),
        {"location": "Lansing, MI"},
        {"name": "Elm Street Practice"},
    ),
    Section: (lambda _: a_section("Claims", 9), {"about": "All of them"}, {"name": "Claims data"}),
    LibraryFile: (
        lambda cast: make_library_file(cast, 1),
        {"about": "The form of last year"},
        {"last_day": later(40)},
    ),
    Message: (
        lambda cast: draft(cast.cms_staff, cast.lakeside),
        {"subject": "The deadline is March 2"},
        {"body": "Please submit by then."},
    ),
}


# Whose form has one field: what is typed there is what is wanted.
ONE_FIELD = {PublishedFile}


def test_the_table_has_every_page_of_the_admin_that_changes_a_row() -> None:
    changing = {
        model
        for model, page in site._registry.items()
        if isinstance(page, ListPage) and not isinstance(page, RecordAdmin | RecordedOnce)
    }
    assert set(PAGES) | ONE_FIELD == changing


def filled(page: Any) -> dict[str, Any]:
    """What a browser sends of a page of the admin that nobody has typed into."""
    form = page.context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    for one in page.context["inline_admin_formsets"]:
        prefix = one.formset.prefix
        values |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    values["filled_from"] = page.context["filled_from"]
    return {name: value for name, value in values.items() if value not in (None, False)}


@pytest.mark.parametrize("model", PAGES)
def test_an_older_tab_of_the_admin_is_shown_what_has_changed(
    cast: Cast, model: type[Model]
) -> None:
    make, meanwhile, typed = PAGES[model]
    row: Any = make(cast)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    browser = cast.browser("cms_staff")
    page = browser.get(url)
    form = filled(page) | typed
    assert f'value="{form["filled_from"]}"' in page.content.decode()
    model._base_manager.filter(pk=row.pk).update(**meanwhile)

    again = browser.post(url, form)
    said = again.content.decode()
    assert OVERTAKEN in said
    ((name, value),) = meanwhile.items()
    assert f"is {value} now." in said
    row.refresh_from_db()
    assert str(getattr(row, name)) == value
    shown = filled(again)
    assert {each: shown[each] for each in typed} == typed, "what was typed is kept"
    assert str(shown[name]) == value, "what nobody typed into is as it is now"

    for _ in range(2):  # and the same once more is no older form
        assert browser.post(url, shown).status_code == 302, again.context["errors"]
    again = browser.get(url).context["adminform"].form
    now = {each: str(again[each].value()) for each in (name, *typed) if each != "reason"}
    assert now == {each: text for each, text in (meanwhile | typed).items() if each != "reason"}


def test_what_both_have_typed_into_stays_as_typed_and_is_named(cast: Cast) -> None:
    browser = cast.browser("cms_staff")
    url = reverse("admin:contacts_aco_change", args=[cast.lakeside.pk])
    form = filled(browser.get(url)) | {"name": "Lakeshore"}
    Aco.objects.filter(pk=cast.lakeside.pk).update(name="Lakeview")
    again = browser.post(url, form)
    assert "is Lakeview now, where you typed something else." in again.content.decode()
    assert again.context["adminform"].form["name"].value() == "Lakeshore"
    odd = browser.post(url, {**form, "filled_from": "x"}).content.decode()
    assert OVERTAKEN in odd


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_form_at_once_the_second_is_told(cast: Cast) -> None:
    """Without the row's lock both would be compared with what was there before."""
    url = reverse("admin:contacts_aco_change", args=[cast.lakeside.pk])
    form = filled(cast.browser("cms_staff").get(url))
    tabs = [cast.browser("cms_staff") for _ in range(4)]
    answers = at_once(
        *(partial(tab.post, url, {**form, "name": f"Lake {n}"}) for n, tab in enumerate(tabs))
    )
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]


def test_an_older_tab_keeps_the_line_for_the_public_that_came_since(cast: Cast) -> None:
    contact = make_contact(cast.lakeside, make_person("pat_public"), ["public"])
    facts = Facts(public_phone="212-555-0101")
    correct_public_line(acting_person=cast.exec, contact=contact, facts=facts)
    url = reverse("public_line", args=["A9101", contact.pk])
    browser = cast.browser("exec")
    page = browser.get(url)
    form = {"public_phone": "212-555-0101", "public_email": "us@example.org"}
    form["filled_from"] = page.context["filled_from"]
    HeldType.objects.filter(contact=contact).update(public_phone="212-555-0199")
    again = browser.post(url, form)
    assert "is 212-555-0199 now." in again.content.decode()
    shown = {name: again.context["form"][name].value() for name in again.context["form"].fields}
    assert shown == {"public_phone": "212-555-0199", "public_email": "us@example.org"}
    shown["filled_from"] = again.context["filled_from"]
    assert browser.post(url, shown).status_code == 302
    held = HeldType.objects.get(contact=contact)
    older = fingerprint({"public_phone": "212-555-0101", "public_email": ""})
    with pytest.raises(ContactError, match="Something has changed"):
        correct_public_line(acting_person=cast.exec, contact=contact, facts=facts, shown=older)
    now = fingerprint(shown_of_public_line(held))
    correct_public_line(acting_person=cast.exec, contact=contact, facts=facts, shown=now)
