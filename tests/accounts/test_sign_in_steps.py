"""The steps of a sign-in as actions, past the pages: each asks for itself, under the lock, whether
its sign-in is still the one that it was (rules A9, D10)."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.actions import (
    answer_questions,
    begin_proofing,
    begin_sign_in,
    change_password,
    enter_with_code,
    finish_sign_in,
    give_recovery_codes,
    merge_people,
    remove_second_factor,
    replace_authenticator,
    save_codes_and_enter,
    save_person,
    set_up_authenticator,
)
from accounts.authenticator import new_key
from accounts.errors import FreshCodeNeeded, QuestionsUsedUp, SignInEnded, WrongCode
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.signing_in import At, SignIn
from tests.accounts.door import (
    NEW,
    is_signed_in,
)
from tests.cast import make_person
from tests.signing_in import code_for_key, sign_in

pytestmark = [pytest.mark.rule("A9", "D10"), pytest.mark.django_db]


@pytest.fixture
def staff(db: None) -> Person:
    return make_person("sid.staff", staff_role="administrator")


def remove(staff: Person, person: Person) -> None:
    remove_second_factor(acting_person=staff, person=person, reason="Phone lost")


def begun(person: Person, at: At, **carried: Any) -> SignIn:
    """A sign-in of this moment that stands at `at`."""
    person.refresh_from_db()
    carried.setdefault("epoch", person.sign_in_epoch)
    return SignIn(at=at, **{"key": "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", **carried})


def change(_: Person, person: Person) -> None:
    change_password(person=person, password=NEW)


def close(staff: Person, person: Person) -> None:
    person.is_active = False
    save_person(acting_person=staff, person=person)


def confirm_elsewhere(staff: Person, person: Person) -> None:
    AuthenticatorApp.objects.filter(user=person).delete()
    elsewhere = begun(person, At.SET_UP)
    set_up_authenticator(acting_person=person, sign_in=elsewhere, code=code_for_key(elsewhere.key))


CHANGES: dict[str, Callable[[Person, Person], None]] = {
    "factor removed": remove,
    "password changed": change,
    "factor confirmed": confirm_elsewhere,
    "account closed": close,
    "account merged": lambda staff, person: merge_people(
        acting_person=staff, kept=make_person("ken.kept"), gone=person, reason="One person"
    ),
}
STEPS: dict[At, Callable[[Person, SignIn], object]] = {
    At.SET_UP: lambda person, sign_in: set_up_authenticator(
        acting_person=person, sign_in=sign_in, code=code_for_key(sign_in.key)
    ),
    At.CODE: lambda person, sign_in: enter_with_code(
        acting_person=person, sign_in=sign_in, typed="000000"
    ),
    At.RECOVERY_CODES: lambda person, sign_in: save_codes_and_enter(
        acting_person=person, sign_in=sign_in
    ),
    At.IN: lambda person, sign_in: finish_sign_in(acting_person=person, sign_in=sign_in),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("at", STEPS)
def test_no_step_of_a_sign_in_is_taken_after_a_change(
    regular: Person, staff: Person, at: At, change: str
) -> None:
    app = AuthenticatorApp.objects.get(user=regular)
    RecoveryCodes.objects.filter(user=regular).update(saved_at=None)
    waiting = begun(regular, at, device=app.persistent_id, codes=1)
    CHANGES[change](staff, regular)
    factors = list(AuthenticatorApp.objects.filter(user=regular).values_list("key"))
    with pytest.raises(SignInEnded):
        STEPS[at](regular, waiting)
    assert list(AuthenticatorApp.objects.filter(user=regular).values_list("key")) == factors


@pytest.mark.parametrize("at", STEPS)
@pytest.mark.parametrize("stands_at", [*STEPS, At.IDENTITY])
def test_no_step_is_taken_from_another_state(regular: Person, at: At, stands_at: At) -> None:
    """The set-up above all: the address asks for itself, whatever page was open before."""
    if at is not stands_at:
        with pytest.raises(SignInEnded):
            STEPS[at](regular, begun(regular, stands_at))
        assert AuthenticatorApp.objects.filter(user=regular).count() == 1


def test_a_second_app_is_not_set_up_beside_the_first(regular: Person) -> None:
    with pytest.raises(SignInEnded):
        STEPS[At.SET_UP](regular, begun(regular, At.SET_UP))


def test_a_proof_whose_sign_in_was_ended_meanwhile_proves_nothing(
    newcomer: Person, staff: Person
) -> None:
    attempt = begin_proofing(acting_person=newcomer)

    class SlowBureau:
        def answer(self, reference: str, answers: list[int]) -> Any:
            remove(staff, newcomer)
            return type("Result", (), {"passed": True})

    def prove(sign_in: SignIn) -> None:
        answer_questions(
            acting_person=newcomer,
            sign_in=sign_in,
            attempt_id=attempt.pk,
            bureau=SlowBureau(),  # type: ignore[arg-type]
            bureau_reference="x",
            answers=[],
            name=newcomer.name,
        )

    with pytest.raises(QuestionsUsedUp):
        prove(begun(newcomer, At.IDENTITY))
    with pytest.raises(SignInEnded):
        prove(begun(newcomer, At.IDENTITY, attempts=(attempt.pk,)))
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is None


def test_a_password_that_was_changed_after_it_was_looked_at_begins_nothing(
    regular: Person,
) -> None:
    read_before = Person.objects.get(pk=regular.pk)
    change_password(person=regular, password=NEW)
    with pytest.raises(SignInEnded):
        begin_sign_in(acting_person=read_before, by_mailed_link=False)


def test_a_mailed_link_makes_up_for_no_proof_of_a_sign_in(regular: Person) -> None:
    """Only for one of the Helpdesk or of HARP, and only the browser that followed it."""
    AuthenticatorApp.objects.filter(user=regular).delete()
    regular.refresh_from_db()
    for elsewhere, by_link, at in (
        (False, True, At.IDENTITY),
        (True, False, At.IDENTITY),
        (True, True, At.SET_UP),
    ):
        Person.objects.filter(pk=regular.pk).update(proven_elsewhere=elsewhere)
        assert begin_sign_in(acting_person=regular, by_mailed_link=by_link).at is at


def test_the_replacement_asks_for_a_fresh_code_and_the_same_epoch(
    regular: Person, staff: Person
) -> None:
    now = timezone.now().timestamp()
    key = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    def put(confirmed_at: float, code: str = "") -> None:
        replace_authenticator(
            acting_person=regular,
            key=key,
            confirmed_at=confirmed_at,
            code=code or code_for_key(key),
            session_key="",
        )

    regular.refresh_from_db()
    with pytest.raises(FreshCodeNeeded):
        put(now - 600)
    with pytest.raises(WrongCode):
        put(now, "000000")
    give_recovery_codes(acting_person=regular)
    put(now)
    assert AuthenticatorApp.objects.get(user=regular).key == key
    remove(staff, regular)
    with pytest.raises(FreshCodeNeeded):  # the epoch that the session has read is an earlier one
        put(now)
    regular.refresh_from_db()
    with pytest.raises(FreshCodeNeeded):  # nothing to replace
        put(now)


def test_a_session_that_begins_as_the_factor_is_removed_ends_on_its_next_request(
    client: Client, regular: Person, staff: Person
) -> None:
    sign_in(client, regular)
    Person.objects.filter(pk=regular.pk).update(sign_in_epoch=regular.sign_in_epoch + 1)
    assert SESSION_KEY in client.session
    page = client.get("/account/", follow=True)
    assert "your password or second factor was changed" in page.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "written",
    [
        {"password": "!"},
        {"is_active": False},
        {"proofed_at": None},
        {"sign_in_epoch": 0},
    ],
)
def test_the_database_lets_the_epoch_only_grow(regular: Person, written: dict[str, Any]) -> None:
    """Also past every action, and when something read earlier is saved."""
    regular.refresh_from_db()
    before = regular.sign_in_epoch
    assert before > 0
    Person.objects.filter(pk=regular.pk).update(**written)
    regular.refresh_from_db()
    assert regular.sign_in_epoch == before + ("sign_in_epoch" not in written)


def test_an_app_that_comes_or_goes_past_the_actions_ends_what_was_begun(newcomer: Person) -> None:
    newcomer.refresh_from_db()
    before = newcomer.sign_in_epoch
    epochs = []
    for comes in (True, False):
        if comes:
            AuthenticatorApp.objects.create(user=newcomer)
        else:
            AuthenticatorApp.objects.filter(user=newcomer).delete()
        newcomer.refresh_from_db()
        epochs.append(newcomer.sign_in_epoch - before)
    assert epochs == [1, 2]


# --- At once -------------------------------------------------------------------------------------


def at_once(*calls: Callable[[], object]) -> list[object]:
    """What each call gave or raised, run at the same time on connections of their own."""
    barrier = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return call()
        except SignInEnded as ended:
            return ended
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


@pytest.mark.django_db(transaction=True)
def test_of_keys_that_are_confirmed_at_once_one_is_the_factor(newcomer: Person) -> None:
    """Its sign-in alone goes on, and its recovery codes are those that count."""
    sign_ins = [begun(newcomer, At.SET_UP, key=new_key()) for _ in range(4)]
    outcomes = at_once(*(partial(STEPS[At.SET_UP], newcomer, each) for each in sign_ins))
    ((winner, went_on),) = [
        (sign_in, outcome)
        for sign_in, outcome in zip(sign_ins, outcomes, strict=True)
        if isinstance(outcome, SignIn)
    ]
    assert sum(isinstance(outcome, SignInEnded) for outcome in outcomes) == 3
    app = AuthenticatorApp.objects.get(user=newcomer)
    assert (app.key, app.persistent_id) == (winner.key, went_on.device)
    newcomer.refresh_from_db()
    assert went_on.epoch == newcomer.sign_in_epoch
    assert RecoveryCodes.objects.get(user=newcomer).generation == went_on.codes


@pytest.mark.django_db(transaction=True)
def test_a_removal_and_a_confirmation_at_once_leave_no_factor(
    newcomer: Person, staff: Person
) -> None:
    """Whichever is first: a confirmed key is removed with the rest, and none is confirmed after."""
    waiting = begun(newcomer, At.SET_UP)
    confirmed, _ = at_once(
        lambda: STEPS[At.SET_UP](newcomer, waiting), lambda: remove(staff, newcomer)
    )
    assert not AuthenticatorApp.objects.filter(user=newcomer).exists()
    newcomer.refresh_from_db()
    if isinstance(confirmed, SignIn):
        assert confirmed.epoch < newcomer.sign_in_epoch
    else:
        assert isinstance(confirmed, SignInEnded)
