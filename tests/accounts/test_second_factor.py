"""Authenticator app and recovery codes."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from accounts.actions import give_recovery_codes, verify_second_factor
from accounts.errors import AccountError, CodesLocked, WrongCode
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.rules import lock_after
from tests.accounts.door import SET_UP, at_second_factor, at_set_up, is_signed_in
from tests.signing_in import authenticator_code, code_for_key, give_second_factor

NOON = "2026-03-01 12:00Z"


def give_code(client: Client, code: str) -> Any:
    return client.post("/account/second-factor/", {"code": code})


@pytest.fixture
def unenrolled(newcomer: Person) -> Person:
    """Identity proven, no second factor yet."""
    newcomer.proofed_at = timezone.now()
    newcomer.save()
    return newcomer


@pytest.mark.rule("A9")
def test_someone_without_a_second_factor_sets_one_up_before_getting_in(
    client: Client, unenrolled: Person
) -> None:
    at_set_up(client, unenrolled)
    page = client.get(SET_UP)
    text = page.content.decode()
    assert "<svg viewBox=" in text
    key = re.search(r'<p class="code"[^>]*>([A-Z2-7 ]+)</p>', text)
    assert key is not None

    wrong = client.post("/account/second-factor/set-up/", {"code": "000000"})
    assert wrong.status_code == 200
    assert not is_signed_in(client)

    right = client.post("/account/second-factor/set-up/", {"code": code_for_key(key[1])})
    assert right["Location"] == "/account/second-factor/recovery-codes/"
    assert not is_signed_in(client)

    codes_page = client.get("/account/second-factor/recovery-codes/").content.decode()
    codes = RecoveryCodes.objects.get(user=unenrolled).codes
    assert len(set(codes)) == 10
    assert all(re.fullmatch(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", code) for code in codes)
    assert all(code in codes_page for code in codes)

    as_file = client.post("/account/second-factor/recovery-codes/", {"download": ""})
    assert as_file["Content-Type"].startswith("text/plain")
    assert "attachment" in as_file["Content-Disposition"]
    assert all(code in as_file.content.decode() for code in codes)
    assert not is_signed_in(client)

    done = client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert done["Location"] == "/dashboard/"
    assert is_signed_in(client)


def test_the_key_stays_the_same_until_it_is_confirmed(client: Client, unenrolled: Person) -> None:
    at_set_up(client, unenrolled)
    first = client.get("/account/second-factor/set-up/").context["app"].key
    assert client.get("/account/second-factor/set-up/").context["app"].key == first


def test_codes_that_were_not_saved_are_shown_again_at_the_next_sign_in(
    client: Client, regular: Person
) -> None:
    give_recovery_codes(acting_person=regular)
    at_second_factor(client, regular)
    assert give_code(client, authenticator_code(regular))["Location"].endswith("/recovery-codes/")
    assert not is_signed_in(client)


def test_saved_codes_are_not_shown_again(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    assert client.get("/account/second-factor/recovery-codes/").status_code == 302
    give_code(client, authenticator_code(regular))
    page = client.get("/account/recovery-codes/", follow=True).content.decode()
    assert not any(code in page for code in RecoveryCodes.objects.get(user=regular).codes)


@pytest.mark.rule("E5")
def test_a_code_works_once(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False):
        code = authenticator_code(regular)
        at_second_factor(client, regular)
        give_code(client, code)
        assert is_signed_in(client)
        again = Client()
        at_second_factor(again, regular)
        assert give_code(again, code).status_code == 200
        assert not is_signed_in(again)


@pytest.mark.rule("E5")
def test_nor_does_an_earlier_code_work_after_a_later_one(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False):
        verify_second_factor(acting_person=regular, typed=authenticator_code(regular))
        with pytest.raises(WrongCode):
            verify_second_factor(acting_person=regular, typed=authenticator_code(regular, -1))


@pytest.mark.parametrize(("steps", "accepted"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(regular: Person, steps: int, accepted: bool) -> None:
    with time_machine.travel(NOON, tick=False):
        code = authenticator_code(regular, steps)
        if accepted:
            verify_second_factor(acting_person=regular, typed=code)
        else:
            with pytest.raises(WrongCode):
                verify_second_factor(acting_person=regular, typed=code)


@pytest.mark.rule("E5")
def test_the_sixth_code_is_refused_even_if_it_is_right(client: Client, regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        at_second_factor(client, regular)
        for _ in range(4):
            assert "wrong or has been used" in give_code(client, "000000").content.decode()
        fifth = give_code(client, "000000").content.decode()
        assert "Try again after 7:01 a.m. Eastern Time" in fifth
        sixth = give_code(client, authenticator_code(regular))
        assert sixth.status_code == 200
        assert not is_signed_in(client)

        clock.shift(59)
        assert give_code(client, authenticator_code(regular)).status_code == 200
        clock.shift(1)
        assert give_code(client, authenticator_code(regular)).status_code == 302
        assert is_signed_in(client)


def test_a_refused_code_during_the_lock_does_not_make_it_longer(regular: Person) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(5):
            with pytest.raises(AccountError):
                verify_second_factor(acting_person=regular, typed="000000")
        clock.shift(30)
        with pytest.raises(CodesLocked):
            verify_second_factor(acting_person=regular, typed="000000")
        clock.shift(30)
        verify_second_factor(acting_person=regular, typed=authenticator_code(regular))


def test_each_further_mistake_doubles_the_lock() -> None:
    minutes = [lock_after(failures) // timedelta(minutes=1) for failures in range(3, 10)]
    assert minutes == [0, 0, 1, 2, 4, 8, 16]
    assert lock_after(1000) == timedelta(hours=12)


@pytest.mark.parametrize(
    "spell", [str, str.lower, lambda c: c.replace("-", " "), lambda c: c.replace("-", "")]
)
def test_a_recovery_code_lets_in_however_it_is_typed(
    client: Client, regular: Person, codes: list[str], spell: Callable[[str], str]
) -> None:
    at_second_factor(client, regular)
    give_code(client, spell(codes[3]))
    assert is_signed_in(client)
    assert RecoveryCodes.objects.get(user=regular).used == [3]


@pytest.mark.rule("E5")
def test_a_used_recovery_code_is_used(regular: Person, codes: list[str]) -> None:
    verify_second_factor(acting_person=regular, typed=codes[0])
    with pytest.raises(WrongCode):
        verify_second_factor(acting_person=regular, typed=codes[0])
    verify_second_factor(acting_person=regular, typed=codes[1])
    assert RecoveryCodes.objects.get(user=regular).left == 8


def test_new_recovery_codes_end_the_old_ones(regular: Person, codes: list[str]) -> None:
    new = give_recovery_codes(acting_person=regular).codes
    assert not set(new) & set(codes)
    with pytest.raises(WrongCode):
        verify_second_factor(acting_person=regular, typed=codes[0])
    verify_second_factor(acting_person=regular, typed=new[0])


def test_one_persons_codes_are_nobody_elses(regular: Person, newcomer: Person) -> None:
    give_second_factor(newcomer)
    with pytest.raises(WrongCode):
        verify_second_factor(
            acting_person=newcomer, typed=RecoveryCodes.objects.get(user=regular).codes[0]
        )
    with pytest.raises(WrongCode):
        verify_second_factor(acting_person=newcomer, typed=authenticator_code(regular))


def test_codes_and_keys_outlive_a_rotation_of_the_secrets(
    regular: Person, codes: list[str]
) -> None:
    code = authenticator_code(regular)
    with override_settings(
        ACOMS_KEYS=["a-newer-secret-of-some-length-0123456789", *_current_keys()]
    ):
        verify_second_factor(acting_person=regular, typed=codes[0])
        verify_second_factor(acting_person=regular, typed=code)
        assert RecoveryCodes.objects.get(user=regular).codes[0] != codes[0]


def _current_keys() -> list[str]:
    from django.conf import settings

    return list(settings.ACOMS_KEYS)


def test_mistakes_with_recovery_codes_do_not_lock_the_app(regular: Person) -> None:
    for _ in range(5):
        with pytest.raises(AccountError):
            verify_second_factor(acting_person=regular, typed="AAAA-BBBB-CCCC")
    with pytest.raises(CodesLocked):
        verify_second_factor(
            acting_person=regular, typed=RecoveryCodes.objects.get(user=regular).codes[0]
        )
    verify_second_factor(acting_person=regular, typed=authenticator_code(regular))


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call gave or raised, run at the same time on connections of their own."""
    results: list[object] = []
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        barrier.wait()
        try:
            results.append(call())
        except AccountError as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.rule("E5")
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["recovery code", "authenticator code"])
def test_of_two_uses_of_one_code_at_once_one_wins(regular: Person, kind: str) -> None:
    code = (
        RecoveryCodes.objects.get(user=regular).codes[0]
        if kind == "recovery code"
        else authenticator_code(regular)
    )
    results = at_once(*[lambda: verify_second_factor(acting_person=regular, typed=code)] * 4)
    assert sum(isinstance(result, WrongCode) for result in results) == 3


@pytest.mark.rule("E5")
@pytest.mark.django_db(transaction=True)
def test_wrong_codes_at_once_are_all_counted(regular: Person) -> None:
    results = at_once(*[lambda: verify_second_factor(acting_person=regular, typed="000000")] * 5)
    kinds = sorted(type(result).__name__ for result in results)
    assert kinds == ["CodesLocked", *["WrongCode"] * 4]
    assert AuthenticatorApp.objects.get(user=regular).throttling_failure_count == 5
