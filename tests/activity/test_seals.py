"""Whoever rewrites the history behind the application's back is found out, and where."""

# ruff: noqa: S608 - the names of tables in these statements are the tests' own

import threading
from datetime import timedelta
from io import StringIO
from typing import Any

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError

from activity import actions
from activity.errors import BrokenChain
from activity.models import Seal
from activity.seals import digest_of, fingerprint
from activity.tables import event_tables
from activity.verification import verify_history
from contacts.actions import end_types, save_aco
from contacts.models import Contact
from tests.cast import Cast
from tests.signing_in import give_second_factor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("E3")]

AT_ONCE = timedelta(0)
# The tests beside this one keep transactions open on the same server, and a seal waits for them.
AS_LONG_AS_IT_TAKES = timedelta(minutes=3)


def seal(patience: timedelta = AS_LONG_AS_IT_TAKES) -> int:
    return actions.seal_history(settle=AT_ONCE, patience=patience)


def behind(statement: str, parameters: list[Any] | None = None) -> None:
    """Change the database as someone would who has its superuser's password."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger fires
        cursor.execute(statement, parameters)


def ids(table: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pgh_id FROM {table} ORDER BY pgh_id")
        return [row[0] for row in cursor.fetchall()]


def first_bad() -> str:
    with pytest.raises(CommandError) as stopped:
        call_command("verify_history", stdout=StringIO())
    return str(stopped.value)


@pytest.fixture
def sealed(cast: Cast) -> Cast:
    """Some history of several rooms, sealed in two runs."""
    cast.exec, cast.it, cast.liaison, cast.cms_staff  # noqa: B018 - made by naming them
    give_second_factor(cast.exec)
    assert seal() > 0
    contact = Contact.objects.get(person=cast.it)
    codes = {"it_primary"}
    end_types(acting_person=cast.exec, contact=contact, codes=codes, reason="left us")
    assert seal() > 0
    return cast


def test_untouched_history_verifies(sealed: Cast) -> None:
    said = StringIO()
    call_command("verify_history", stdout=said)
    assert "The history is as it was sealed" in said.getvalue()
    assert "Not sealed yet" not in said.getvalue()
    assert seal() == 0


def test_every_table_of_history_is_sealed(sealed: Cast) -> None:
    filled = {table for table in event_tables() if ids(table)}
    assert filled >= {"accounts_personevent", "accounts_authenticatorappevent"}
    assert filled >= {"contacts_heldtypeevent", "contacts_acoevent"}
    assert set(Seal.objects.values_list("table", flat=True)) == filled
    report = verify_history()
    assert report.entries == sum(len(ids(table)) for table in filled)


@pytest.mark.rule("A19")
def test_a_changed_row_is_named(sealed: Cast) -> None:
    table = "contacts_heldtypeevent"
    last = ids(table)[-1]
    behind(f"UPDATE {table} SET end_reason = 'resigned' WHERE pgh_id = %s", [last])
    assert f"{table} {last} was changed" in first_bad()


def test_the_first_of_several_is_named(sealed: Cast) -> None:
    table = "contacts_heldtypeevent"
    first, *_, last = ids(table)
    behind(f"DELETE FROM {table} WHERE pgh_id = %s", [last])
    behind(f"UPDATE {table} SET type = 'other' WHERE pgh_id = %s", [first])
    assert f"{table} {first} was changed" in first_bad()


def test_a_deleted_row_is_named(sealed: Cast) -> None:
    for position in (-1, 0):  # the last, and then the first as well
        table = "accounts_personevent"
        gone = ids(table)[position]
        behind(f"DELETE FROM {table} WHERE pgh_id = %s", [gone])
        assert f"{table} {gone} is missing" in first_bad()


def test_a_table_emptied_is_noticed(sealed: Cast) -> None:
    first = ids("accounts_personevent")[0]
    behind("TRUNCATE accounts_personevent")
    assert f"accounts_personevent {first} is missing" in first_bad()


@pytest.mark.parametrize("new_id", [0, -7])
def test_a_row_with_an_old_id_is_named(sealed: Cast, new_id: int) -> None:
    table = "contacts_contactevent"
    columns = "aco_id, created_at, id, person_id, pgh_created_at, pgh_label, pgh_obj_id, phone, "
    columns += "title"
    behind(
        f"INSERT INTO {table} (pgh_id, {columns}) SELECT %s, {columns} FROM {table} LIMIT 1",
        [new_id],
    )
    assert f"{table} {new_id} was inserted afterwards" in first_bad()


def test_another_author_is_noticed(sealed: Cast) -> None:
    table = "contacts_heldtypeevent"
    last = ids(table)[-1]
    behind(
        f"""UPDATE pghistory_context SET metadata = metadata || '{{"acting_person": 1}}'
        WHERE id = (SELECT pgh_context_id FROM {table} WHERE pgh_id = %s)""",
        [last],
    )
    assert f"{table} {last} says by another context who did it" in first_bad()


def test_a_seal_changed_deleted_or_made_up_is_named(sealed: Cast) -> None:
    second = Seal.objects.get(number=2)
    behind("UPDATE activity_seal SET upto_id = upto_id + 1 WHERE number = 2")
    assert "activity_seal 2 was changed" in first_bad()
    behind("UPDATE activity_seal SET upto_id = upto_id - 1 WHERE number = 2")
    right = bytes(second.signature)
    for wrong in (b"x" * 32, right[:-1] + bytes([right[-1] ^ 1])):
        behind("UPDATE activity_seal SET signature = %s WHERE number = 2", [wrong])
        assert "activity_seal 2 was not made by this system" in first_bad()
    behind("DELETE FROM activity_seal WHERE number = 2")
    assert "activity_seal 2 is missing" in first_bad()
    assert second.digest != second.previous


def test_seals_are_only_added(sealed: Cast) -> None:
    with pytest.raises(InternalError, match="Cannot update or delete"):
        Seal.objects.update(count=0)
    with pytest.raises(InternalError, match="Cannot update or delete"):
        Seal.objects.all().delete()
    copy = Seal.objects.latest("number")
    copy.number += 1
    with pytest.raises(IntegrityError):  # two seals cannot follow the same one
        Seal.objects.bulk_create([copy])


def test_a_chain_made_anew_without_the_keys_is_refused(sealed: Cast) -> None:
    """Someone changes a row and makes all digests fit again: the signatures cannot fit."""
    last = Seal.objects.latest("number")
    last.count = 0
    last.entries = b""
    digest = digest_of(last.header, b"", bytes(last.previous))
    change = "UPDATE activity_seal SET count = 0, entries = '', digest = %s WHERE number = %s"
    behind(change, [digest, last.number])
    assert f"activity_seal {last.number} was not made by this system" in first_bad()
    behind("UPDATE activity_seal SET key = 'unknown' WHERE number = %s", [last.number])
    last.key = "unknown"
    digest = digest_of(last.header, b"", bytes(last.previous))
    behind("UPDATE activity_seal SET digest = %s WHERE number = %s", [digest, last.number])
    behind(f"DELETE FROM {last.table} WHERE pgh_id > %s", [last.after_id])
    assert f"activity_seal {last.number} is the last seal, signed with a key that" in first_bad()
    with pytest.raises(BrokenChain):  # nor does a new seal vouch for it
        seal()


def test_a_chain_cut_short_is_found_with_a_noted_head(sealed: Cast) -> None:
    noted = str(Seal.objects.latest("number"))
    call_command("verify_history", noted=noted, stdout=StringIO())
    last = Seal.objects.latest("number")
    behind(f"DELETE FROM {last.table} WHERE pgh_id > %s", [last.after_id])
    behind("DELETE FROM activity_seal WHERE number = %s", [last.number])
    call_command("verify_history", stdout=StringIO())
    with pytest.raises(CommandError, match="is not in the chain"):
        call_command("verify_history", noted=noted, stdout=StringIO())


def test_keys_change_and_old_ones_may_go(sealed: Cast, settings: Any) -> None:
    old = settings.ACOMS_KEYS
    settings.ACOMS_KEYS = ["a-new-key-of-forty-characters-or-so-2026", *old]
    assert seal() == 0
    assert Seal.objects.latest("number").key != Seal.objects.first().key  # type: ignore[union-attr]
    settings.ACOMS_KEYS = settings.ACOMS_KEYS[:1]
    assert verify_history().problem is None
    settings.ACOMS_KEYS = ["a-key-that-has-sealed-nothing-at-all-yet"]
    assert "does not hold" in first_bad()


def test_a_transaction_open_while_sealing_is_no_false_alarm(cast: Cast) -> None:
    """It has taken a lower id than rows that are there before it ends."""
    opened, may_end = threading.Event(), threading.Event()
    contact = Contact.objects.get(person=cast.exec)

    def slow() -> None:
        try:
            with transaction.atomic(), pghistory.context(action="slow"):
                Contact.objects.filter(pk=contact.pk).update(title="Chief")
                opened.set()
                assert may_end.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    try:
        assert opened.wait(20)
        cast.it  # noqa: B018 - a contact with a higher id, committed earlier
        before = ids("contacts_contactevent")
        assert seal(AT_ONCE) == 0
    finally:
        may_end.set()
        thread.join()
    late = set(ids("contacts_contactevent")) - set(before)
    assert min(late) < max(before)
    assert seal() > 0
    assert verify_history().problem is None
    assert verify_history().unsealed == 0


def test_what_a_request_may_still_add_to_is_left_for_later(sealed: Cast) -> None:
    save_aco(acting_person=sealed.cms_staff, aco=sealed.lakeside)
    sealed.lakeside.website = "https://lakeside.example"
    save_aco(acting_person=sealed.cms_staff, aco=sealed.lakeside)
    assert actions.seal_history(patience=AT_ONCE) == 0
    assert verify_history().unsealed == 1
    assert seal() == 1


def test_two_runs_at_once_seal_everything_once(cast: Cast) -> None:
    from tests.concurrency.at_once import at_once, successes

    cast.exec  # noqa: B018 - some history
    made = successes(at_once(*[seal] * 3))
    assert len(made) == 3
    assert sum(made) == sum(len(ids(table)) for table in event_tables())
    assert verify_history().problem is None


def test_a_long_history_is_sealed_in_pieces(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    cast.exec, cast.it, cast.liaison  # noqa: B018 - some history
    monkeypatch.setattr(actions, "BATCH", 2)
    total = seal()
    assert Seal.objects.count() > total // 2
    assert verify_history().entries == total
    assert max(Seal.objects.values_list("count", flat=True)) == 2


def test_a_key_is_named_without_saying_it() -> None:
    assert fingerprint(b"k" * 32) == fingerprint(b"k" * 32) != fingerprint(b"l" * 32)
    assert len(fingerprint(b"k" * 32)) == 16
