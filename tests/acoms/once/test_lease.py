"""Work that one worker at a time does: by rows, and never by a session (rule E6)."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from acoms.once.lease import LASTS, LeaseLost, hold, lock_free, take, turn, wait_for
from acoms.once.models import Turn
from tests.concurrency.at_once import at_once, successes

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E6")]
really_at_once = pytest.mark.django_db(transaction=True)
TOO_LONG = LASTS + timedelta(seconds=1)


@pytest.fixture
def works() -> list[Turn]:
    return [Turn.objects.create(name=name) for name in ("a", "b", "c")]


def taken() -> Turn:
    found = take(Turn.objects.order_by("name"))
    assert found is not None
    return found


def test_each_who_takes_gets_another_row_until_there_is_none(works: list[Turn]) -> None:
    assert [taken().name for _ in works] == ["a", "b", "c"]
    assert take(Turn.objects.all()) is None


def test_who_is_silent_for_too_long_may_lose_it_and_learns_so(works: list[Turn]) -> None:
    first = taken()
    with time_machine.travel(timezone.now() + LASTS - timedelta(seconds=1)):
        assert taken().name == "b"
        hold(first)
    with time_machine.travel(timezone.now() + TOO_LONG):
        assert taken().name == "c"
    with time_machine.travel(timezone.now() + LASTS + TOO_LONG):
        second = taken()
        assert (second.name, second.attempt) == ("a", 2)
        with pytest.raises(LeaseLost):
            hold(first)
        hold(second)


def test_facts_are_written_with_taking_and_holding_or_not_at_all(works: list[Turn]) -> None:
    mine = take(Turn.objects.filter(name="a"), attempt=7)
    assert mine is not None
    assert mine.attempt == Turn.objects.get(name="a").attempt == 7
    hold(mine, Q(name="a"), attempt=8)
    assert mine.attempt == Turn.objects.get(name="a").attempt == 8
    with pytest.raises(LeaseLost):
        hold(mine, Q(name="b"), attempt=9)
    assert mine.attempt == Turn.objects.get(name="a").attempt == 8


def test_a_turn_is_over_with_its_block_however_that_ends() -> None:
    with turn("weekly") as mine, turn("weekly") as other, turn("daily") as another:
        assert mine is not None
        assert other is None
        assert another is not None
    with pytest.raises(ZeroDivisionError), turn("weekly"):
        raise ZeroDivisionError
    with turn("weekly") as mine:
        assert mine is not None


def test_who_has_lost_a_turn_does_not_end_that_of_the_next() -> None:
    with turn("weekly"), time_machine.travel(timezone.now() + TOO_LONG):
        later = take(Turn.objects.filter(name="weekly"))
        assert later is not None
    with turn("weekly") as mine:
        assert mine is None


def test_a_turn_that_comes_every_ten_minutes_is_never_used_up() -> None:
    Turn.objects.create(name="weekly", attempt=32_767)
    with turn("weekly") as mine:
        assert mine is not None
        assert mine.attempt == 32_768


@really_at_once
def test_of_many_at_once_one_takes_a_turn_the_first_and_every_time() -> None:
    def try_it() -> bool:
        with turn("weekly") as mine:
            all_have_tried.append(1)
            while mine is not None and len(all_have_tried) < 4:
                time.sleep(0.01)
            return mine is not None

    for _ in range(3):
        all_have_tried: list[int] = []
        assert sorted(successes(at_once(*[try_it] * 4))) == [False, False, False, True]


@really_at_once
def test_many_at_once_take_a_row_each(works: list[Turn]) -> None:
    outcomes = at_once(*[partial(take, Turn.objects.order_by("name"))] * 5)
    assert sorted(each.name for each in outcomes if each) == ["a", "b", "c"]


@really_at_once
def test_rows_that_are_locked_are_passed_over_and_free_with_the_transaction(
    works: list[Turn],
) -> None:
    rows = Turn.objects.order_by("name")

    def elsewhere(work: Callable[[], Any]) -> Any:
        (outcome,) = at_once(lambda: _in_transaction(work))
        return outcome

    with transaction.atomic():
        assert [row.name for row in lock_free(rows, 2)] == ["a", "b"]
        assert [row.name for row in elsewhere(partial(lock_free, rows, 2))] == ["c"]
    assert [row.name for row in elsewhere(partial(lock_free, rows, 2))] == ["a", "b"]


def _in_transaction(work: Callable[[], Any]) -> Any:
    with transaction.atomic():
        return work()


@really_at_once
def test_who_waits_for_a_name_goes_on_when_the_other_transaction_has_ended() -> None:
    counted: list[int] = []

    def count() -> None:
        with transaction.atomic():
            wait_for("counting")
            before = len(counted)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.05)")
            assert len(counted) == before, "nobody else was at it"
            counted.append(1)

    at_once(*[count] * 4)
    assert len(counted) == 4
