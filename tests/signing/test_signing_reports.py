"""What the report about signing counts, week by week."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signing.models import AcoEvent, Signature
from signing.reports import signing_by_week
from tests.cast import Cast, make_aco
from tests.signing.events import opened, sign

pytestmark = [pytest.mark.django_db, pytest.mark.rule("F7", "G6")]


def test_signatures_are_asked_for_from_the_opening_and_counted_from_the_signing(
    cast: Cast,
) -> None:
    own = opened(cast)  # one, two, and one signature
    sign(cast.exec, own)
    ago = timezone.now() - timedelta(days=10)
    AcoEvent.objects.filter(pk=own.pk).update(added_at=ago)
    today = timezone.localdate()
    found = signing_by_week(cast.lakeside, today).rows
    assert [numbers for _, numbers in found[-2:]] == [(0, 0), (4, 1)]
    assert signing_by_week(None, today).rows[-1][1] == (4, 1)
    assert signing_by_week(make_aco("A9102", "Elsewhere"), today).is_empty
    assert signing_by_week(cast.lakeside, today - timedelta(days=1)).is_empty


def test_an_event_that_is_closed_asks_for_nothing_any_more(cast: Cast) -> None:
    own = opened(cast)
    sign(cast.exec, own)
    assert Signature.objects.count() == 1
    event = own.event
    event.closed_at, event.closed_by = timezone.now(), cast.cms_staff
    event.save()
    assert signing_by_week(cast.lakeside, timezone.localdate()).is_empty
