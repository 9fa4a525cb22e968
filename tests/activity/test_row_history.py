"""The page History of a record in the admin: our own history, in sentences (rules E3, J1)."""

import pghistory
import pytest
from django.contrib.admin import site
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from activity.sections import history_of
from activity.sources import source_of
from contacts.actions import save_aco
from contacts.models import Aco
from helpdesk.actions import answer, ask
from helpdesk.rules import Where
from tests.cast import Cast, make_aco

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def rename(cast: Cast, name: str, reason: str = "") -> None:
    cast.lakeside.name = name
    with pghistory.context(reason=reason):
        save_aco(acting_person=cast.cms_staff, aco=cast.lakeside)


def history(staff: Client, aco: Aco, **asked: str) -> str:
    url = reverse("admin:contacts_aco_history", args=[aco.pk], query=asked)
    return staff.get(url).content.decode()


@pytest.mark.rule("E3", "J1")
def test_the_history_of_a_record_says_what_happened_who_did_it_and_why(
    cast: Cast, staff: Client
) -> None:
    make_aco("A9300", "Harbor ACO")
    rename(cast, "Lakeside and Harbor ACO", "The ACO wrote to us")
    page = history(staff, cast.lakeside)
    assert f"{cast.cms_staff.full_name} (CMS staff) changed" in page
    assert "Reason: The ACO wrote to us" in page
    said = "ACO name: Lakeside and Harbor ACO (before: Lakeside Care Partners ACO)"
    assert said in " ".join(page.split())
    assert "Lakeside Care Partners ACO</td>" in page.replace("\n", "").replace("  ", "")
    assert "Harbor ACO</td>" not in history(staff, cast.lakeside).replace("and Harbor ACO", "")


def test_a_long_history_is_read_page_by_page_in_the_same_queries(cast: Cast, staff: Client) -> None:
    rename(cast, "Name 0")
    history(staff, cast.lakeside)
    with CaptureQueriesContext(connection) as few:
        history(staff, cast.lakeside)
    for n in range(1, 60):
        Aco.objects.filter(pk=cast.lakeside.pk).update(name=f"Name {n}")
    with CaptureQueriesContext(connection) as many:
        page = history(staff, cast.lakeside)
    assert len(few) == len(many)
    assert "Name 59" in page
    assert "Name 5</td>" not in page.replace("\n", "").replace(" </td>", "</td>")
    older = page.partition('href="?before=')[2].partition('"')[0]
    request = RequestFactory().get(f"/?before={older}")
    told = history_of(request, cast.lakeside).context
    assert told["newest"]
    assert not told["older"]
    assert len(told["entries"]) == 11  # 60 changes and the first record, without the 50 newest


@pytest.mark.rule("J1", "J3")
def test_the_history_of_a_message_to_the_helpdesk_says_that_cms_answered(
    cast: Cast, staff: Client
) -> None:
    ticket = ask(acting_person=cast.exec, where=Where.OTHER, body="How?")
    answer(acting_person=cast.cms_staff, ticket=ticket, body="So.")
    page = staff.get(reverse("admin:helpdesk_ticket_history", args=[ticket.pk])).content.decode()
    answered = f"{cast.cms_staff.full_name} (CMS staff) answered for the SSP Helpdesk."
    assert page.index(answered) < page.index(f"{cast.exec.full_name} wrote to the SSP Helpdesk.")


def test_some_records_have_no_history() -> None:
    without = [model for model in site._registry if source_of(model) is None]
    assert {model._meta.label for model in without} >= {
        "activity.Seal",
        "notifications.Notification",
    }
