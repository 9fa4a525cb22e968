"""New files are told to those who asked, at once or on Mondays (rule G5)."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from acoms.access import Refused
from contacts.actions import end_types
from contacts.agreement import EndKind
from contacts.ending.actions import record_end
from contacts.models import Aco, Contact
from documents.files.actions.telling import choose_wish, tell_new
from documents.files.actions.weekly import tell_weekly
from documents.files.models import FileVersion, FileWish
from documents.files.rules import Wish
from documents.files.tasks import tell_of_files
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.cast import Cast, make_aco
from tests.documents.files.published import CCLF, publish_file

pytestmark = [pytest.mark.django_db, pytest.mark.rule("G5")]
PAGE = "/acos/A9101/data-hub/"
MONDAY = datetime(2026, 3, 2, 13, 5, tzinfo=UTC)  # five past eight in Eastern Time


def told() -> list[Notification]:
    return list(Notification.objects.filter(kind="new_files").order_by("pk"))


def soon() -> datetime:
    return timezone.now() + timedelta(minutes=2)


def test_nobody_is_told_who_did_not_ask(cast: Cast) -> None:
    assert cast.exec
    publish_file(cast.lakeside)
    assert tell_new(soon()) == 1
    assert told() == []


def test_a_delivery_of_many_files_is_one_mail(cast: Cast, mailoutbox: list[object]) -> None:
    for person in (cast.exec, cast.qpp_staff):
        choose_wish(acting_person=person, aco=cast.lakeside, how=Wish.AT_ONCE)
    for number in range(60):
        publish_file(cast.lakeside, f"{number}.txt", type=CCLF)
    tell_of_files()
    assert told() == [], "more may come"
    assert tell_new(soon()) == 60
    assert {one.person for one in told()} == {cast.exec, cast.qpp_staff}
    first = told()[0]
    assert first.text == "Lakeside Care Partners ACO (A9101) has 60 new files."
    assert (len(first.data["files"]), first.data["more"]) == (50, 10)
    assert tell_new(soon()) == 0
    relay_due_mail()
    mail = mailoutbox[0]
    assert mail.subject.startswith("60 new files for Lakeside")  # type: ignore[attr-defined]
    assert "- 0.txt: Claim and Claim Line Feeds (CCLF) (113)" in mail.body  # type: ignore[attr-defined]
    assert "and 10 more" in mail.body  # type: ignore[attr-defined]


def test_a_wish_counts_while_its_person_sees_the_files(cast: Cast) -> None:
    choose_wish(acting_person=cast.other, aco=cast.lakeside, how=Wish.AT_ONCE)
    end_types(
        acting_person=cast.exec,
        contact=Contact.objects.get(person=cast.other),
        codes=["other"],
        reason="Left.",
    )
    publish_file(cast.lakeside)
    tell_new(soon())
    assert told() == []


@pytest.mark.rule("J4")
def test_nobody_asks_to_be_told_once_the_agreement_is_over(cast: Cast) -> None:
    """Also with a page that was opened before."""
    before = Aco.objects.get(pk=cast.lakeside.pk)
    yesterday = timezone.localdate() - timedelta(days=1)
    facts: dict[str, Any] = {"ends_on": yesterday, "kind": EndKind.ENDED}
    record_end(acting_person=cast.cms_staff, aco=cast.lakeside, reason="Over", **facts)
    with pytest.raises(Refused, match="ended on"):
        choose_wish(acting_person=cast.exec, aco=before, how=Wish.AT_ONCE)


def test_another_acos_files_are_told_to_its_own(cast: Cast) -> None:
    choose_wish(acting_person=cast.exec, aco=cast.lakeside, how=Wish.AT_ONCE)
    publish_file(make_aco("A9102", "Elsewhere"))
    tell_new(soon())
    assert told() == []


def test_on_mondays_the_files_of_the_week_are_told_once(cast: Cast) -> None:
    with time_machine.travel(MONDAY - timedelta(days=20), tick=False):
        choose_wish(acting_person=cast.exec, aco=cast.lakeside, how=Wish.WEEKLY)
        publish_file(cast.lakeside, "earlier.txt")
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False):
        publish_file(cast.lakeside, "one.txt", b"1")
        publish_file(cast.lakeside, "one.txt", b"2")
    with time_machine.travel(MONDAY, tick=False):
        publish_file(cast.lakeside, "later.txt")
        tell_weekly(MONDAY)
        tell_weekly(MONDAY + timedelta(hours=1))
    (only,) = told()
    assert only.text == "Lakeside Care Partners ACO (A9101) has 1 new file from last week."
    assert only.data["files"] == ["one.txt: Historical Benchmark Report (115)"]
    with time_machine.travel(MONDAY + timedelta(days=7), tick=False):
        tell_weekly(timezone.now())
    assert "later.txt" in told()[-1].data["files"][0]
    with time_machine.travel(MONDAY + timedelta(days=14), tick=False):
        tell_weekly(timezone.now())
    assert len(told()) == 2, "where nothing is new there is no mail"


def test_the_page_says_how_one_is_told_and_changes_it(cast: Cast) -> None:
    browser = cast.browser("qpp_staff")
    assert re.search(r'<input[^>]*value="no"[^>]*checked', browser.get(PAGE).content.decode())
    for choice, wish in (("at once", "at once"), ("weekly", "weekly"), ("no", None)):
        answer = browser.post(f"{PAGE}tell-me/", {"how": choice}, follow=True)
        assert "Saved." in answer.content.decode()
        assert FileWish.objects.values_list("how", flat=True).first() == wish
    answer = browser.post(f"{PAGE}tell-me/", {"how": "hourly"}, follow=True)
    assert "Choose how you want to be told" in answer.content.decode()
    activity = cast.browser("exec").get("/acos/A9101/activity/").content.decode()
    assert f"{cast.qpp_staff.full_name} is told of new files weekly." in activity
    assert f"{cast.qpp_staff.full_name} is no longer told of new files." in activity


def test_what_waits_for_the_scanner_is_told_once_it_is_shown(cast: Cast) -> None:
    choose_wish(acting_person=cast.exec, aco=cast.lakeside, how=Wish.AT_ONCE)
    version = publish_file(cast.lakeside)
    FileVersion.objects.filter(pk=version.pk).update(scan="waiting")
    assert tell_new(soon()) == 0
    FileVersion.objects.filter(pk=version.pk).update(scan="clean", scanned_at=timezone.now())
    assert tell_new(soon()) == 1
    assert len(told()) == 1
