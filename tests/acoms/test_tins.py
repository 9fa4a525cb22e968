"""TINs in the database: not readable there, found whole, and stored anew under a new key (E5)."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from acoms.operations import rekeying
from acoms.operations.rekeying import is_rekeyed, models_with_tins, rekey
from acoms.programme.tins import hash_tin, tin_hashes, tins_to_store, with_tin
from qpp_roles.organizations.models import MemberPractice, Organization
from tests.cast import make_organization
from tests.security.dump import database, found_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E5")]

TIN, OTHER_TIN = "070000017", "080000018"
NEW = "a-newer-key-that-only-these-tests-put-in-front"


@pytest.fixture
def practice() -> Organization:
    return make_organization(tin=TIN)


@pytest.fixture
def new_key() -> Iterator[list[str]]:
    keys = [NEW, *settings.ACOMS_KEYS]
    with override_settings(ACOMS_KEYS=keys):
        yield keys


def stored(row: Any) -> tuple[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tin, tin_hash FROM {row._meta.db_table} WHERE id = %s", [row.pk])  # noqa: S608
        (found,) = cursor.fetchall()
    return found[0], found[1]


def told(*_: int) -> None:
    return None


def test_the_database_shows_no_tin_and_gives_it_back(practice: Organization) -> None:
    group = make_organization("virtual_group", members=[OTHER_TIN])
    assert found_in(database(), {"TIN": TIN, "a member's": OTHER_TIN}) == []
    assert Organization.objects.get(pk=practice.pk).tin == TIN
    assert group.members.get().tin == OTHER_TIN


def test_a_tin_is_found_whole_and_only_whole(practice: Organization) -> None:
    assert Organization.objects.get(with_tin(TIN)) == practice
    assert not Organization.objects.filter(with_tin(TIN[:8])).exists()
    assert not Organization.objects.filter(with_tin(OTHER_TIN)).exists()


def test_equal_tins_have_equal_hashes_everywhere_and_unequal_ciphertexts() -> None:
    practice = make_organization(tin=TIN)
    member = make_organization("virtual_group", members=[TIN]).members.get()
    assert stored(practice)[1] == stored(member)[1] == hash_tin(TIN)
    assert stored(practice)[0] != stored(member)[0]


def test_the_hash_says_nothing_without_the_key(new_key: list[str]) -> None:
    before, now = tin_hashes(TIN)[1], hash_tin(TIN)
    assert before != now
    assert before.int.bit_length() > 100


def test_many_at_once_are_stored_as_one_is() -> None:
    ciphertext, tin_hash = tins_to_store()(TIN)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO qpp_roles_organizations_organization "
            "(kind, name, identifier, location, tin, tin_hash, created_at) "
            "VALUES ('practice', 'Elm', '', '', %s, %s, now())",
            [ciphertext, str(tin_hash)],
        )
    assert Organization.objects.get(with_tin(TIN)).tin == TIN


@pytest.mark.parametrize("wrong", [{"tin": TIN}, {"tin_hash": hash_tin(TIN)}])
def test_a_tin_without_its_hash_is_refused_by_the_database(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.create(kind="qcdr", identifier="1234567", name="Elm", **wrong)


def test_under_a_new_key_a_tin_is_still_found(practice: Organization, new_key: list[str]) -> None:
    assert Organization.objects.get(with_tin(TIN)) == practice
    assert Organization.objects.get().tin == TIN
    assert not is_rekeyed(Organization)


def test_all_are_stored_anew_and_the_old_key_is_needed_no_more(
    practice: Organization, new_key: list[str]
) -> None:
    group = make_organization("virtual_group", members=[OTHER_TIN])
    registry = make_organization("qcdr", tin="")
    old = stored(practice)
    with override_settings(ACOMS_KEYS=new_key[1:]):
        late = make_organization(name="Under the old key", tin=OTHER_TIN)
    call_command("rekey_tins", stdout=StringIO(), stderr=StringIO())
    assert stored(practice) != old
    with override_settings(ACOMS_KEYS=[NEW]):
        assert Organization.objects.get(with_tin(TIN)) == practice
        assert Organization.objects.get(pk=late.pk).tin == OTHER_TIN
        assert group.members.get().tin == OTHER_TIN
        assert Organization.objects.get(pk=registry.pk).tin == ""
        assert all(is_rekeyed(model) for model in models_with_tins())


def test_running_it_again_does_nothing(practice: Organization, new_key: list[str]) -> None:
    assert rekey(Organization, told) == (1, 1)
    after = stored(practice)
    assert rekey(Organization, told) == (1, 0)
    assert stored(practice) == after


def test_stopped_between_two_batches_it_goes_on(
    new_key: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with override_settings(ACOMS_KEYS=new_key[1:]):
        for number in range(5):
            make_organization(tin=f"08000001{number}")
    monkeypatch.setattr(rekeying, "BATCH", 2)

    def stop(seen: int, changed: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rekey(Organization, stop)
    assert not is_rekeyed(Organization)
    assert rekey(Organization, told) == (5, 3)
    assert is_rekeyed(Organization)


def test_the_history_says_nothing_of_it(practice: Organization, new_key: list[str]) -> None:
    make_organization("virtual_group", members=[TIN])
    before = database()
    rekey(Organization, told)
    rekey(MemberPractice, told)
    for table in ("organizationevent", "memberpracticeevent"):
        name = f"qpp_roles_{table}:"
        assert before.count(name) == database().count(name)


def test_one_tin_under_both_keys_is_said(practice: Organization, new_key: list[str]) -> None:
    make_organization(tin=TIN)  # the unique index sees two different hashes
    with pytest.raises(CommandError, match="one TIN stands twice"):
        call_command("rekey_tins", stdout=StringIO(), stderr=StringIO())


def test_a_key_that_is_gone_is_said(practice: Organization) -> None:
    with (
        override_settings(ACOMS_KEYS=[NEW]),
        pytest.raises(CommandError, match="Put that key back"),
    ):
        call_command("rekey_tins", stdout=StringIO(), stderr=StringIO())


def test_every_table_with_tins_is_among_them() -> None:
    """Whoever keeps TINs extends `WithTin`, and its key is changed with the others'."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'tin' "
            "AND table_schema = 'public' AND table_name NOT LIKE '%event'"
        )
        tables = {name for (name,) in cursor.fetchall()}
    assert tables == {model._meta.db_table for model in models_with_tins()}
