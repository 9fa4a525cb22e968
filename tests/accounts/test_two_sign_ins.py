"""Two sign-ins under way on one account: the owner's, and that of somebody who has only the
password. What one has proven, and what one is shown, counts for no other (rules A9, D10)."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
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
from accounts.errors import FreshCodeNeeded, QuestionsUsedUp, SignInEnded, WrongCode
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.signing_in import At, SignIn
from tests.accounts.door import (
    NEW,
    SET_UP,
    answer,
    answers,
    at_second_factor,
    at_set_up,
    give_identity,
    give_password,
    is_signed_in,
    set_up_factor,
)
from tests.cast import make_person
from tests.signing_in import authenticator_code, code_for_key, sign_in

pytestmark = [pytest.mark.rule("A9", "D10"), pytest.mark.django_db]

CODES = "/account/second-factor/recovery-codes/"
SAID = "Your password or second factor was changed. Sign in again."


@pytest.fixture
def owner() -> Client:
    return Client()


@pytest.fixture
def intruder() -> Client:
    return Client()


@pytest.fixture
def staff(db: None) -> Person:
    return make_person("sid.staff", staff_role="administrator")


def remove(staff: Person, person: Person) -> None:
    remove_second_factor(acting_person=staff, person=person, reason="Phone lost")


def shown_key(client: Client) -> str:
    """The key on the set-up page, or nothing where the page is not given."""
    found = re.search(r'<p class="code">([A-Z2-7 ]+)</p>', client.get(SET_UP).content.decode())
    return found[1].replace(" ", "") if found else ""


def is_told(client: Client) -> bool:
    return SAID in client.get("/account/sign-in/", follow=True).content.decode()


def test_who_waits_at_the_code_while_the_factor_is_removed_sets_none_up(
    owner: Client, intruder: Client, regular: Person, staff: Person
) -> None:
    at_second_factor(intruder, regular)
    remove(staff, regular)
    assert shown_key(intruder) == ""
    at_set_up(owner, regular)
    assert shown_key(intruder) == ""
    set_up_factor(owner)
    assert is_signed_in(owner)
    intruder.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert not is_signed_in(intruder)


def test_who_was_ended_is_told_so_and_begins_again(
    client: Client, regular: Person, staff: Person
) -> None:
    at_second_factor(client, regular)
    remove(staff, regular)
    page = client.post("/account/second-factor/", {"code": "123456"}, follow=True)
    assert page.redirect_chain == [("/account/sign-in/", 302)]
    assert SAID in page.content.decode()
    assert give_password(client, regular)["Location"] == "/account/identity/"


def test_the_owners_proof_opens_the_set_up_to_the_owners_sign_in_only(
    owner: Client, intruder: Client, newcomer: Person
) -> None:
    """Whether the intruder came before that proof or comes after it."""
    assert give_password(intruder, newcomer)["Location"] == "/account/identity/"
    at_set_up(owner, newcomer)
    assert shown_key(intruder) == ""
    late = Client()
    assert give_password(late, newcomer)["Location"] == "/account/identity/"
    assert shown_key(late) == ""
    assert len(shown_key(owner)) == 32
    set_up_factor(owner)
    assert is_told(intruder)
    assert is_told(late)


def test_each_sign_in_that_has_proven_itself_is_shown_a_key_of_its_own(
    newcomer: Person,
) -> None:
    """The same person twice; the key that is confirmed is the factor, and ends the other."""
    one, two = Client(), Client()
    at_set_up(one, newcomer)
    at_set_up(two, newcomer)
    keys = shown_key(one), shown_key(two)
    assert len(set(keys)) == 2
    assert two.post(SET_UP, {"code": code_for_key(keys[0])}).status_code == 200
    set_up_factor(two)
    assert AuthenticatorApp.objects.get(user=newcomer).key == keys[1]
    assert one.post(SET_UP, {"code": code_for_key(keys[0])})["Location"] == "/account/sign-in/"
    assert AuthenticatorApp.objects.get(user=newcomer).key == keys[1]
    assert is_signed_in(two)
    assert not is_signed_in(one)


def test_an_abandoned_proof_is_nobodys(owner: Client, newcomer: Person) -> None:
    at_set_up(owner, newcomer)
    owner.post("/account/sign-out/")
    assert give_password(owner, newcomer)["Location"] == "/account/identity/"
    assert "prove your identity again" in owner.get("/account/identity/").content.decode()


def test_another_sign_ins_questions_prove_nothing(
    owner: Client, intruder: Client, newcomer: Person
) -> None:
    give_password(owner, newcomer)
    give_password(intruder, newcomer)
    page = give_identity(owner)
    refused = intruder.post("/account/identity/questions/", answers(page))
    assert refused["Location"] == "/account/identity/"
    assert answer(owner, page)["Location"] == SET_UP


def test_recovery_codes_are_shown_to_the_sign_in_that_made_them(
    owner: Client, newcomer: Person
) -> None:
    at_set_up(owner, newcomer)
    owner.post(SET_UP, {"code": code_for_key(shown_key(owner))})
    first = RecoveryCodes.objects.get(user=newcomer).codes
    assert first[0] in owner.get(CODES).content.decode()

    other = Client()
    at_second_factor(other, newcomer)
    code = authenticator_code(newcomer, 1)
    assert other.post("/account/second-factor/", {"code": code})["Location"] == CODES
    page = other.get(CODES).content.decode()
    assert not any(code in page for code in first)
    assert owner.get(CODES)["Location"] == "/account/sign-in/"
    other.post(CODES, {"saved": ""})
    assert is_signed_in(other)
    assert not is_signed_in(owner)


def test_who_waits_at_the_recovery_codes_while_the_factor_is_removed_is_not_let_in(
    owner: Client, newcomer: Person, staff: Person
) -> None:
    at_set_up(owner, newcomer)
    owner.post(SET_UP, {"code": code_for_key(shown_key(owner))})
    remove(staff, newcomer)
    for response in (owner.get(CODES), owner.post(CODES, {"saved": ""})):
        assert response["Location"] == "/account/sign-in/"
    assert not is_signed_in(owner)


def test_someone_who_knew_the_sessions_key_before_the_password_does_not_look_on(
    owner: Client, intruder: Client, newcomer: Person
) -> None:
    owner.get("/account/sign-in/")
    owner.session.save()
    intruder.cookies["sessionid"] = owner.session.session_key or ""
    at_set_up(owner, newcomer)
    assert shown_key(intruder) == ""


def test_a_signed_in_session_sets_up_a_key_of_its_own(regular: Person) -> None:
    one, two = sign_in(Client(), regular), sign_in(Client(), regular)
    for ahead, client in enumerate((one, two)):
        client.post("/account/confirm/", {"code": authenticator_code(regular, ahead)})
    pages = [client.get("/account/authenticator/").context["app"].key for client in (one, two)]
    assert pages[0] != pages[1]
    assert one.post("/account/authenticator/", {"code": code_for_key(pages[1])}).status_code == 200
    one.post("/account/authenticator/", {"code": code_for_key(pages[0])})
    assert AuthenticatorApp.objects.get(user=regular).key == pages[0]
    ended = two.post("/account/authenticator/", {"code": code_for_key(pages[1])})
    assert ended["Location"].startswith("/account/sign-in/")
    assert one.get("/account/").status_code == 200


def test_recovery_codes_that_one_session_made_are_not_shown_to_another(regular: Person) -> None:
    one, two = sign_in(Client(), regular), sign_in(Client(), regular)
    for ahead, client in enumerate((one, two)):
        client.post("/account/confirm/", {"code": authenticator_code(regular, ahead)})
    one.post("/account/recovery-codes/")
    made = RecoveryCodes.objects.get(user=regular).codes
    assert made[0] in one.get("/account/recovery-codes/").content.decode()
    assert made[0] not in two.get("/account/recovery-codes/").content.decode()
    assert made[0] not in two.post("/account/recovery-codes/", {"download": ""}).content.decode()


# --- The actions themselves, under the lock ------------------------------------------------------


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
    waiting = begun(regular, at)
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
