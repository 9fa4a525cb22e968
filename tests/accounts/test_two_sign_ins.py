"""Two sign-ins under way on one account: the owner's, and that of somebody who has only the
password. What one has proven, and what one is shown, counts for no other (rules A9, D10)."""

import re

import pytest
from django.test import Client

from accounts.actions import (
    remove_second_factor,
)
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from tests.accounts.door import (
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
    found = re.search(r'<p class="code"[^>]*>([A-Z2-7 ]+)</p>', client.get(SET_UP).content.decode())
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
