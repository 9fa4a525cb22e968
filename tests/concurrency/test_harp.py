"""A HARP file that is confirmed twice at once is imported once (rules B4, E3)."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from contacts.actions import lock_aco
from qpp_roles.harp.actions import HarpRefused, prepare_harp_import, run_harp_import
from qpp_roles.harp.judging import Judged
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS
from tests.cast import Cast

LINE = "harp.user1,harp1@example.org,Harp,One,A9101,Staff User,2020-03-31"
WAITING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
"""

pytestmark = pytest.mark.django_db(transaction=True)


def until_they_wait(number: int) -> None:
    """Until so many connections wait for a lock."""
    end = time.monotonic() + 60
    found = 0
    while found < number and time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # one for each transaction, else
            cursor.execute(WAITING)
            ((found,),) = cursor.fetchall()
        time.sleep(0.02)
    assert found == number


@pytest.mark.rule("B4", "E3")
def test_of_two_who_confirm_one_file_at_once_the_second_is_told_that_it_is_done(cast: Cast) -> None:
    """Both have read the file before the first one is done, if nothing lets them read it in turn:
    and the second would write over the first one's record that all was there already."""
    staff, aco = cast.cms_staff, cast.lakeside
    text = "\n".join([",".join(COLUMNS.values()), LINE])
    waiting = prepare_harp_import(acting_person=staff, source="x.csv", text=text)

    def run() -> list[Judged] | str:
        try:
            return run_harp_import(acting_person=staff, harp_import=waiting)
        except HarpRefused as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        with transaction.atomic():
            lock_aco(aco)  # which both need, once they have read the file
            running = [pool.submit(run) for _ in range(2)]
            until_they_wait(2)
        outcomes = [each.result() for each in running]
    assert [each for each in outcomes if isinstance(each, str)] == [
        "This file was imported already."
    ]
    done = HarpImport.objects.get()
    assert (done.accounts_created, done.roles_given, done.unchanged) == (1, 1, 0)
    assert "account created" in done.report
