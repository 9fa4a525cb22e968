"""What CMS staff are shown is compared by the action, under its locks (`acoms.once.shown`)."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.actions import merge_people
from accounts.errors import MergeRefused
from accounts.merging import plan_merge
from acoms.once.shown import fingerprint
from notifications.models import Notification
from participants.changes.errors import ChangeError
from participants.deciding.actions import send_letters
from participants.deciding.models import FeedbackLetter
from participants.deciding.queries import letters_to_send, shown_of_letters
from participants.effects.models.benchmark import AssignedBeneficiaries
from participants.years.models import FeedbackCycle, PerformanceYear
from qpp_roles.openid.actions import close_website, renew_secret, shown_to_renew
from qpp_roles.openid.models import Website
from qpp_roles.organizations.errors import QppError
from tests.cast import Cast, make_contact, make_person
from tests.participants.screening.screened import came_in
from tests.qpp_roles.openid.website import qpp_of

CHANGED = "Something has changed since this page was made"

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E3")]


# An action with what its page showed before somebody did something else; its refusal; what stays.
Older = tuple[Callable[[], Any], type[Exception], Callable[[], object]]


def merging(cast: Cast) -> Older:
    kept, gone = make_person("ana_park"), make_person("ana_p")
    shown = fingerprint(plan_merge(kept, gone).parts)
    make_contact(cast.lakeside, gone, ["financial"])
    act = partial(merge_people, acting_person=cast.cms_staff, kept=kept, gone=gone)

    def stays() -> object:
        gone.refresh_from_db()
        return gone.merged_into

    return partial(act, reason="Same person", shown=shown), MergeRefused, stays


def letters(cast: Cast) -> Older:
    today = timezone.localdate()
    year = PerformanceYear.objects.create(
        year=today.year + 1, certify_from=today, certify_by=today + timedelta(days=60)
    )
    cycle = FeedbackCycle.objects.create(
        performance_year=year,
        number=1,
        opens_on=today - timedelta(days=60),
        closes_on=today - timedelta(days=1),
        feedback_on=today,
    )
    came_in(cast.lakeside, cast.exec, "001234567", cycle=cycle)
    shown = fingerprint(shown_of_letters(letters_to_send(cycle)))
    came_in(cast.lakeside, cast.exec, "001234569", cycle=cycle)
    act = partial(send_letters, acting_person=cast.cms_staff, cycle=cycle, shown=shown)
    return act, ChangeError, FeedbackLetter.objects.count


def new_secret(cast: Cast) -> Older:
    website = qpp_of(cast).website
    shown = fingerprint(shown_to_renew(website))
    renew_secret(acting_person=cast.cms_staff, website=website)
    act = partial(renew_secret, acting_person=cast.cms_staff, website=website, shown=shown)
    return act, QppError, lambda: Website.objects.get().secret


@pytest.mark.parametrize("older_of", [merging, letters, new_secret])
def test_an_action_does_nothing_that_its_page_has_shown_otherwise(
    cast: Cast, older_of: Callable[[Cast], Older]
) -> None:
    act, refusal, stays = older_of(cast)
    before, told = stays(), Notification.objects.count()
    with pytest.raises(refusal, match=CHANGED):
        act()
    assert (stays(), Notification.objects.count()) == (before, told)
    act.keywords["shown"] = None  # type: ignore[attr-defined]
    act()
    assert stays() != before


def test_letters_that_are_sent_are_sent(cast: Cast) -> None:
    act, _, count = letters(cast)
    act.keywords["shown"] = None  # type: ignore[attr-defined]
    assert [act(), act()] == [1, 0]
    page = reverse("admin:participants_deciding_feedbackletter_send")
    sent = {"cycle": FeedbackCycle.objects.get().pk, "shown": "0" * 16}
    said = cast.browser("cms_staff").post(page, sent, follow=True).content.decode()
    assert "All letters are sent" in said
    assert count() == 1


def test_a_file_goes_in_as_it_was_shown_or_not_at_all(cast: Cast) -> None:
    """Somebody loads one of its figures between the preview and the confirmation."""
    cast.liaison  # noqa: B018 - an administrator, who would be told
    browser = cast.browser("cms_staff")
    page = reverse("admin:participants_effects_assignedbeneficiaries_add")
    text = b"aco_id,year,beneficiaries\nA9101,2023,4000\nA9101,2022,6000\n"
    preview = browser.post(page, {"file": SimpleUploadedFile("figures.csv", text)})
    sent = {"sealed": preview.context["sealed"], "shown": preview.context["shows"]}
    AssignedBeneficiaries.objects.create(aco=cast.lakeside, year=2022, beneficiaries=6000)
    again = browser.post(page, sent)
    assert CHANGED in again.content.decode()
    assert "1 new, 0 changed, 1 as they were." in again.content.decode()
    assert AssignedBeneficiaries.objects.count() == 1
    assert not Notification.objects.exists()
    confirmed = {"sealed": again.context["sealed"], "shown": again.context["shows"]}
    assert browser.post(page, confirmed).status_code == 302
    assert AssignedBeneficiaries.objects.count() == 2


def test_a_website_closed_twice_is_closed_once_for_its_reason(cast: Cast) -> None:
    website = qpp_of(cast).website
    browser = cast.browser("cms_staff")
    page = reverse("admin:qpp_roles_openid_website_close", args=[website.pk])
    for _ in range(2):
        said = browser.post(page, {"reason": " Moved "}, follow=True).content.decode()
        assert "is closed. All sign-ins there have ended." in said
    said = browser.post(page, {"reason": "Sold"}, follow=True).content.decode()
    assert "You closed this website already. The reason that you gave is kept: Moved" in said
    assert "Sold" in said, "what was typed is kept"
    other = make_person("casey_staff", is_staff=True, is_superuser=True)
    with pytest.raises(QppError, match="To bring it back"):
        close_website(acting_person=other, website=website, reason="Moved")
