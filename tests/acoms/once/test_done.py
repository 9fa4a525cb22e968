"""Repeating one's own success reads as success, and is done once (`acoms.once.done`)."""

from functools import partial

import pytest
from django.test import Client

from contacts.models import HeldType
from notifications.models import Notification
from qpp_roles.organizations.actions.correcting import reopen_organization
from qpp_roles.organizations.models import Organization
from tests.acoms.once.flows import FLOWS, Making, close, contact_of, end, give, seen
from tests.cast import Cast
from tests.concurrency.at_once import at_once, errors
from tests.signing_in import sign_in

pytestmark = pytest.mark.usefixtures("review_is_on")


@pytest.mark.rule("E3")
@pytest.mark.parametrize("flow_of", [*FLOWS, close])
def test_repeating_ones_own_success_reads_as_success(cast: Cast, flow_of: Making) -> None:
    """A double press, the way back and again: nothing is done or told a second time."""
    flow = flow_of(cast)
    browser = cast.browser(flow.who)
    form = {**flow.send, **seen(browser, flow)}
    first = browser.post(flow.to or flow.page, form, follow=True)
    assert flow.said in first.content.decode()
    assert flow.done()
    told = Notification.objects.count()
    again = browser.post(flow.to or flow.page, form, follow=True)
    assert flow.said in again.content.decode()
    assert "ds-c-alert--error" not in again.content.decode()
    assert flow.done()
    assert Notification.objects.count() == told


@pytest.mark.rule("E3")
def test_an_end_is_ones_own_only_for_the_same_types_and_reason(cast: Cast) -> None:
    flow = end(cast)
    contact = contact_of(cast, "other")
    browser = cast.browser("exec")
    assert flow.said in browser.post(flow.page, flow.send, follow=True).content.decode()
    for sent in (
        {**flow.send, "reason": "Retired"},
        {**flow.send, "types": ["other", "compliance"]},
    ):
        said = browser.post(flow.page, sent, follow=True).content.decode()
        assert flow.said not in said
        assert "does not hold" in said
    said = cast.browser("liaison").post(flow.page, flow.send, follow=True).content.decode()
    assert "does not hold Other Contact now." in said
    give(cast, "other", "other")
    again = browser.post(flow.page, {**flow.send, "shown": ""}, follow=True).content.decode()
    assert flow.said not in again
    assert contact.held_types.active().exists()


@pytest.mark.rule("E6")
@pytest.mark.django_db(transaction=True)
def test_a_double_press_at_the_same_moment_is_done_once_and_reads_as_success(cast: Cast) -> None:
    flow = end(cast)
    tabs = [sign_in(Client(), cast.exec) for _ in range(3)]
    form = {**flow.send, **seen(tabs[0], flow)}
    answers = at_once(*(partial(tab.post, flow.page, form, follow=True) for tab in tabs))
    assert not errors(answers)
    assert all(flow.said in answer.content.decode() for answer in answers)
    ended = HeldType.objects.filter(contact__person=cast.other)
    assert ended.filter(ended_at__isnull=False).count() == ended.count() == 1
    assert Notification.objects.filter(person=cast.other).count() == 1


def test_what_is_opened_again_by_oneself_is_closed_by_a_new_page_only(cast: Cast) -> None:
    """Not a second press: the page of before shows what is so no more."""
    flow = close(cast)
    browser = cast.browser("cms_staff")
    form = {**flow.send, **seen(browser, flow)}
    browser.post(flow.page, form)
    place = Organization.objects.get(closed_at__isnull=False)
    reopen_organization(acting_person=cast.cms_staff, organization=place, reason="Back")
    browser.post(flow.page, form)
    assert flow.done(), "its page says again what is so"
