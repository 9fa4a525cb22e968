"""A prepared query answers as the queryset that it was made from."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from acoms.database.prepared import Prepared
from contacts.models import Aco, HeldType
from tests.cast import Cast, make_aco


def held(aco: int, since: datetime) -> Any:
    return HeldType.objects.filter(aco=aco, since__gt=since).order_by("type").values("type")


@pytest.mark.django_db
def test_it_answers_anew_each_time_for_the_values_given(cast: Cast) -> None:
    assert cast.exec
    assert cast.liaison
    prepared = Prepared(held, aco=int, since=datetime)
    yesterday = timezone.now() - timedelta(days=1)
    for _ in range(2):
        rows = prepared.rows(aco=cast.lakeside.pk, since=yesterday)
        assert rows == list(held(cast.lakeside.pk, yesterday)) != []
    assert prepared.rows(aco=make_aco("A9102").pk, since=yesterday) == []
    assert prepared.rows(aco=cast.lakeside.pk, since=timezone.now() + timedelta(days=1)) == []


@pytest.mark.django_db
def test_two_values_of_one_kind_keep_their_places() -> None:
    make_aco("A9102", name="Both")
    make_aco("A9103", name="A9102")
    prepared = Prepared(
        lambda name, aco_id: Aco.objects.filter(aco_id=aco_id, name=name), name=str, aco_id=str
    )
    with CaptureQueriesContext(connection) as asked:
        (found,) = prepared.instances(name="Both", aco_id="A9102")
    assert (found.name, found.service_area, len(asked)) == ("Both", [], 1)
    assert prepared.instances(name="A9102", aco_id="Both") == []


def test_a_value_that_the_query_does_not_ask_for_or_get_is_refused(db: None) -> None:
    deaf = Prepared(lambda aco_id: Aco.objects.exclude(aco_id=""), aco_id=str)  # noqa: ARG005
    with pytest.raises(TypeError, match="does not ask for aco_id"):
        deaf.rows(aco_id="A9102")
    prepared = Prepared(lambda aco_id: Aco.objects.filter(aco_id=aco_id), aco_id=str)
    with pytest.raises(TypeError, match="takes aco_id"):
        prepared.rows(name="A9102")


@pytest.mark.django_db(transaction=True)
def test_one_that_locks_does_so_in_a_transaction_only() -> None:
    aco = make_aco()
    prepared = Prepared(
        lambda pk: Aco.objects.filter(pk=pk).select_for_update().values("pk"), pk=int
    )
    with transaction.atomic():
        assert prepared.rows(pk=aco.pk) == [{"pk": aco.pk}]
    with pytest.raises(TransactionManagementError):
        prepared.rows(pk=aco.pk)
