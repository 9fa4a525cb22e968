"""Who makes, rotates and deletes credentials, and what they then open (rules A6, H1)."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.actions.merging import merge_people
from accounts.errors import WrongCode
from acoms.access import Refused
from acoms.once.shown import fingerprint
from api.credentials.actions import (
    change_addresses,
    delete_credentials,
    end_credentials,
    rotate_credentials,
    shown_to_change,
    take_over,
)
from api.credentials.errors import CredentialsError
from api.credentials.models import ClientId, Credentials, CredentialsAco
from api.credentials.queries import acos_answered, shown_of
from api.credentials.reminding import remind_of_ends
from contacts.models import Aco, HeldType
from notifications.models import Notification
from tests.api.credentials.keeping import made, rotated
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes
from tests.signing.events import fresh_code

pytestmark = pytest.mark.rule("H1")


def leave(person: Any, aco: Aco) -> None:
    HeldType.objects.filter(contact__person=person, aco=aco).update(
        ended_at=timezone.now(), end_reason="Left."
    )


def second_delegate(cast: Cast) -> Any:
    person = make_person("dana_reyes")
    make_contact(cast.lakeside, person, ["credential_delegate"])
    return person


@pytest.mark.rule("A6")
@pytest.mark.parametrize("role", ["exec", "signer", "liaison", "it", "outsider", "cms_staff"])
def test_nobody_but_a_credential_delegate_makes_credentials(cast: Cast, role: str) -> None:
    with pytest.raises(Refused):
        made(getattr(cast, role), cast.lakeside)
    assert not Credentials.objects.exists()


def test_a_secret_is_known_once_and_only_its_keyed_hash_is_kept(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    assert len(one.secret) >= 43, "256 bits"
    kept = ClientId.objects.get()
    assert len(bytes(kept.secret_mac)) == 32
    assert one.secret not in str(ClientId.objects.values().get())
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM api_credentials_clientidevent e")
        assert "secret" not in "".join(row[0] for row in cursor.fetchall())
    told = {one.person: one for one in Notification.objects.filter(kind="api_credentials_changed")}
    assert set(told) == {cast.delegate}
    assert one.secret not in str(told[cast.delegate].data)


def test_delegates_and_administrators_are_told_of_every_change(cast: Cast) -> None:
    people = {cast.delegate, cast.exec, cast.liaison, second_delegate(cast)}
    assert cast.it not in people
    one = made(cast.delegate, cast.lakeside)
    rotated(cast.delegate, cast.lakeside, one)
    asked: dict[str, Any] = {
        "acting_person": cast.delegate,
        "aco": cast.lakeside,
        "credentials": one.credentials,
    }
    change_addresses(**asked, addresses=["10.0.0.1"], code=fresh_code(cast.delegate), shown=None)
    delete_credentials(**asked, code=fresh_code(cast.delegate))
    told = Notification.objects.filter(kind="api_credentials_changed")
    assert {row.person for row in told} == people
    assert told.count() == 4 * len(people)


def test_without_a_right_code_nothing_changes(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    asked: dict[str, Any] = {
        "acting_person": cast.delegate,
        "aco": cast.lakeside,
        "credentials": one.credentials,
        "code": "000000",
    }
    for change in (
        partial(rotate_credentials, shown=None),
        partial(change_addresses, addresses=["10.0.0.1"], shown=None),
        take_over,
        delete_credentials,
    ):
        with pytest.raises(WrongCode):
            change(**asked)
    assert ClientId.objects.count() == 1
    assert acos_answered(one.credentials) == [cast.lakeside]


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "nightly FILES"}, "name"),
        ({"name": "B", "resources": []}, "resources"),
        ({"name": "B", "resources": ["data_hub", "everything"]}, "resources"),
        ({"name": "B", "addresses": []}, "addresses"),
        ({"name": "B", "addresses": ["home"]}, "addresses"),
    ],
)
def test_what_cannot_be_made_is_said_at_its_field(
    cast: Cast, wanted: dict[str, Any], field: str
) -> None:
    made(cast.delegate, cast.lakeside)
    with pytest.raises(CredentialsError) as refused:
        made(cast.delegate, cast.lakeside, **wanted)
    assert refused.value.field == field
    assert Credentials.objects.count() == 1


def test_credentials_for_all_acos_are_for_those_that_their_maker_keeps_and_no_other(
    cast: Cast,
) -> None:
    second, third = make_aco("A9102", "Harbor ACO"), make_aco("A9103", "Prairie ACO")
    make_contact(second, cast.delegate, ["credential_delegate"])
    make_contact(third, cast.delegate, ["other"])
    one = made(cast.delegate, cast.lakeside, everywhere=True)
    assert acos_answered(one.credentials) == [cast.lakeside, second]


def test_credentials_for_all_acos_are_called_as_no_others_in_any_of_them(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    made(cast.delegate, harbor, name="Nightly files")
    with pytest.raises(CredentialsError, match=r"Harbor ACO \(A9102\) has credentials named"):
        made(cast.delegate, cast.lakeside, name="nightly FILES", everywhere=True)
    assert made(cast.delegate, cast.lakeside, name="nightly FILES")


def test_an_aco_drops_out_with_its_delegate_until_another_takes_over(cast: Cast) -> None:
    other = second_delegate(cast)
    one = made(cast.delegate, cast.lakeside)
    leave(cast.delegate, cast.lakeside)
    assert acos_answered(one.credentials) == []
    assert [row.is_answered for row in shown_of(cast.lakeside)] == [False]
    take_over(
        acting_person=other,
        aco=cast.lakeside,
        credentials=one.credentials,
        code=fresh_code(other),
    )
    assert acos_answered(one.credentials) == [cast.lakeside]


def test_rotating_leaves_the_old_secret_24_hours(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    second = rotated(cast.delegate, cast.lakeside, first)
    assert first.secret != second.secret
    first.client_id.refresh_from_db()
    left = first.client_id.ends_at - timezone.now()
    assert timedelta(hours=23, minutes=59) < left <= timedelta(hours=24)
    assert second.client_id.ends_at - timezone.now() > timedelta(days=89)
    third = rotated(cast.delegate, cast.lakeside, first)
    before = first.client_id.ends_at
    first.client_id.refresh_from_db()
    assert first.client_id.ends_at == before, "rotating again makes nothing last longer"
    (row,) = shown_of(cast.lakeside)
    assert row.newest == third.client_id
    assert row.older == [second.client_id, first.client_id]


def test_credentials_whose_time_is_over_are_not_rotated_but_made_anew(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    over = timezone.now() - timedelta(minutes=1)
    ClientId.objects.update(made_at=over - timedelta(days=90), ends_at=over)
    with pytest.raises(CredentialsError, match=r"They ended on .*: create new ones"):
        rotated(cast.delegate, cast.lakeside, first)
    assert ClientId.objects.count() == 1
    (shown,) = shown_of(cast.lakeside)
    assert shown.days_left == 0
    assert made(cast.delegate, cast.lakeside, name=first.credentials.name)


def test_any_delegate_of_the_aco_rotates_and_answers_from_then_on(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    other = second_delegate(cast)
    rotated(other, cast.lakeside, first)
    assert CredentialsAco.objects.get().delegate == other


@pytest.mark.rule("E3")
def test_activity_says_once_who_rotated_and_whom_a_merge_made_answer(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    other, browser = second_delegate(cast), cast.browser("exec")

    def said() -> list[str]:
        entries = browser.get(reverse("activity", args=["A9101"])).context["entries"]
        found = [entry.sentence for entry in entries if "API credentials" in entry.sentence]
        return [one.removesuffix(" the API credentials Nightly files.") for one in found]

    rotated(other, cast.lakeside, first)
    assert said() == [f"{other.full_name} rotated", f"{cast.delegate.full_name} created"]
    merge_people(
        acting_person=cast.cms_staff, kept=cast.delegate, gone=other, reason="The same person."
    )
    assert said()[0] == f"{cast.delegate.full_name} now answers for"


def test_who_keeps_one_of_several_acos_learns_no_secret_of_the_others(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    first = made(cast.delegate, cast.lakeside, everywhere=True)
    other = second_delegate(cast)
    with pytest.raises(CredentialsError, match="also for an ACO"):
        rotated(other, cast.lakeside, first)
    delete_credentials(
        acting_person=other,
        aco=cast.lakeside,
        credentials=first.credentials,
        code=fresh_code(other),
    )
    assert acos_answered(first.credentials) == [harbor], "the other ACO keeps them"
    assert not shown_of(cast.lakeside)
    assert len(shown_of(harbor)) == 1


def test_an_aco_that_has_dropped_out_does_not_come_back_with_a_new_secret(cast: Cast) -> None:
    harbor = make_aco("A9102", "Harbor ACO")
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    first = made(cast.delegate, cast.lakeside, everywhere=True)
    leave(cast.delegate, harbor)
    rotated(cast.delegate, cast.lakeside, first)
    make_contact(harbor, cast.delegate, ["credential_delegate"])
    assert acos_answered(first.credentials) == [cast.lakeside]


def test_deleting_twice_is_once(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    for _ in range(2):
        delete_credentials(
            acting_person=cast.delegate,
            aco=cast.lakeside,
            credentials=one.credentials,
            code=fresh_code(cast.delegate),
        )
    assert Notification.objects.filter(kind="api_credentials_changed").count() == 2
    one.credentials.refresh_from_db()
    assert one.credentials.ended_at is not None
    with pytest.raises(CredentialsError, match="were deleted"):
        rotated(cast.delegate, cast.lakeside, one)


def test_a_page_that_is_out_of_date_rotates_nothing(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    shown = fingerprint(shown_to_change(one.credentials))
    rotated(cast.delegate, cast.lakeside, one)
    with pytest.raises(CredentialsError, match="changed since"):
        rotate_credentials(
            acting_person=cast.delegate,
            aco=cast.lakeside,
            credentials=one.credentials,
            code=fresh_code(cast.delegate),
            shown=shown,
        )


def test_cms_staff_end_any_at_once_and_the_aco_hears_why(cast: Cast) -> None:
    one = made(cast.delegate, cast.lakeside)
    ask = partial(end_credentials, credentials=one.credentials)
    for person in (cast.cms_viewer, cast.delegate):
        with pytest.raises(Refused):
            ask(acting_person=person, reason="Leaked.")
    with pytest.raises(CredentialsError, match="Enter a reason"):
        ask(acting_person=cast.cms_staff, reason=" ")
    ask(acting_person=cast.cms_staff, reason="The secret was published.")
    ask(acting_person=cast.cms_staff, reason="The secret was published.")  # said twice
    assert acos_answered(one.credentials) == []
    told = Notification.objects.filter(person=cast.delegate).latest("pk")
    assert "ended by CMS" in told.data["said"]
    assert "The secret was published." in str(told.data["quoted"])


def test_two_delegates_rotate_at_once_and_one_of_them_is_told(
    cast: Cast, transactional_db: None
) -> None:
    other = second_delegate(cast)
    one = made(cast.delegate, cast.lakeside)
    shown = fingerprint(shown_to_change(one.credentials))
    asks = [
        partial(
            rotate_credentials,
            acting_person=person,
            aco=cast.lakeside,
            credentials=one.credentials,
            code=fresh_code(person),
            shown=shown,
        )
        for person in (cast.delegate, other)
    ]
    outcomes = at_once(*asks)
    assert len(successes(outcomes)) == 1
    assert [type(error) for error in errors(outcomes)] == [CredentialsError]
    assert ClientId.objects.count() == 2


def test_reminders_come_once_for_each_step_and_again_after_rotating(cast: Cast) -> None:
    first = made(cast.delegate, cast.lakeside)
    ends = first.client_id.ends_at - timedelta(days=20)
    ClientId.objects.update(ends_at=ends)
    ending = Notification.objects.filter(kind="api_credentials_ending")
    for days, number in ((16, 0), (13, 1), (12, 1), (7, 2), (1, 3)):
        remind_of_ends(ends - timedelta(days=days))
        remind_of_ends(ends - timedelta(days=days))
        assert ending.filter(person=cast.delegate).count() == number
    rotated(cast.delegate, cast.lakeside, first)
    remind_of_ends(ends - timedelta(hours=1))
    assert ending.count() == 3, "the old one may end"


@pytest.mark.parametrize(
    ("now", "when"),
    [
        (datetime(2027, 3, 1, 12, tzinfo=UTC), "in 10 days"),  # after an outage
        (datetime(2027, 3, 10, 4, tzinfo=UTC), "in 2 days"),  # still March 9 in Eastern Time
        (datetime(2027, 3, 10, 12, tzinfo=UTC), "tomorrow"),
        (datetime(2027, 3, 11, 12, tzinfo=UTC), "today"),
    ],
)
def test_a_reminder_says_the_days_that_are_left(now: datetime, when: str, cast: Cast) -> None:
    made(cast.delegate, cast.lakeside)
    ClientId.objects.update(made_at=now, ends_at=datetime(2027, 3, 12, 1, tzinfo=UTC))
    remind_of_ends(now)
    told = Notification.objects.get(kind="api_credentials_ending")
    assert told.data["what"] == f"API credentials end {when}"
    assert f"end {when}, on March 11, 2027, 8 p.m. Eastern Time" in told.data["said"]


def test_administrators_are_told_15_days_before_the_last_one_ends(cast: Cast) -> None:
    assert cast.exec
    first = made(cast.delegate, cast.lakeside)
    second = made(cast.delegate, cast.lakeside, name="Weekly")
    ClientId.objects.filter(pk=second.client_id.pk).update(
        ends_at=second.client_id.ends_at + timedelta(days=5)
    )
    ends = second.client_id.ends_at + timedelta(days=5)
    last = Notification.objects.filter(kind="last_api_credentials_ending", person=cast.exec)
    remind_of_ends(first.client_id.ends_at - timedelta(days=14))
    assert not last.exists(), "the second one goes on"
    for _ in range(2):
        remind_of_ends(ends - timedelta(days=15))
        assert last.count() == 1


def test_the_page_takes_as_many_queries_for_one_as_for_many(cast: Cast) -> None:
    made(cast.delegate, cast.lakeside)
    with CaptureQueriesContext(
        connection,
    ) as one:
        shown_of(cast.lakeside)
    rows = [
        Credentials(
            name=f"Program {number}",
            resources=["data_hub"],
            addresses=["10.0.0.1"],
            made_by=cast.delegate,
        )
        for number in range(99)
    ]
    for row in Credentials.objects.bulk_create(rows):
        CredentialsAco.objects.create(
            credentials=row, aco=cast.lakeside, delegate=cast.delegate, last_change="created"
        )
        ClientId.objects.create(
            credentials=row,
            secret_mac=b"0" * 32,
            made_by=cast.delegate,
            ends_at=timezone.now() + timedelta(days=90),
        )
    with CaptureQueriesContext(connection) as many:
        assert len(shown_of(cast.lakeside)) == 100
    assert len(many) == len(one) == 4
