"""Creating an account: with a voucher only."""

import threading
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.actions import create_person
from accounts.errors import EmailTaken, UserIdTaken
from accounts.models import Person
from accounts.signup import Voucher
from tests.accounts.door import PASSWORD, SET_UP, answer, give_identity, is_signed_in
from tests.cast import make_person
from tests.signing_in import code_for_key

PAGE = "/account/create/"


def create(client: Client, **typed: Any) -> Any:
    data = {
        "first_name": "Vera",
        "last_name": "Voucher",
        "username": "vera.v",
        "password1": PASSWORD,
        "password2": PASSWORD,
        "agreed": "on",
        **typed,
    }
    return client.post(PAGE, data)


def test_without_a_voucher_there_is_no_form(client: Client, db: None) -> None:
    page = client.get(PAGE)
    assert page.templates[0].name == "account/signup_closed.html"
    create(client)
    assert not Person.objects.exists()


@pytest.mark.rule("A8")
def test_with_a_voucher_the_names_are_filled_in_and_the_address_is_shown(
    client: Client, db: None, voucher: Voucher
) -> None:
    page = client.get(PAGE)
    form = page.context["form"]
    assert form["first_name"].value() == "Vera"
    assert form["last_name"].value() == "Voucher"
    assert voucher.email in page.content.decode()
    assert "email" not in form.fields


def test_a_password_is_the_same_in_both_fields_however_it_is_composed(
    client: Client, db: None, voucher: Voucher
) -> None:
    create(client, password1="Gru\u0308n-Wiese-Turm-2026", password2="Gr\u00fcn-Wiese-Turm-2026")
    assert Person.objects.get().check_password("Gr\u00fcn-Wiese-Turm-2026")


@pytest.mark.rule("A9")
def test_a_newcomer_goes_all_the_way(client: Client, db: None, voucher: Voucher) -> None:
    assert create(client)["Location"] == "/account/identity/"
    person = Person.objects.get()
    assert (person.user_id, person.email) == ("vera.v", "vera.voucher@example.org")
    assert person.statement_agreed_at is not None
    address = EmailAddress.objects.get(user=person)
    assert (address.email, address.verified, address.primary) == (person.email, True, True)
    assert not is_signed_in(client)

    assert answer(client, give_identity(client))["Location"] == SET_UP
    setup = client.get(SET_UP)
    assert list(setup.context["steps"])[setup.context["step"] - 1] == "Second factor"
    code = code_for_key(setup.context["app"].key)
    client.post("/account/second-factor/set-up/", {"code": code})
    assert not is_signed_in(client)
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)


@pytest.mark.rule("E2")
def test_the_posted_address_counts_for_nothing(client: Client, db: None, voucher: Voucher) -> None:
    create(client, email="someone.else@example.org")
    assert Person.objects.get().email == "vera.voucher@example.org"


@pytest.mark.rule("E2")
def test_an_address_that_has_an_account_is_told_to_sign_in(
    client: Client, db: None, voucher: Voucher
) -> None:
    make_person("vera.before", email="VERA.VOUCHER@example.ORG")
    for response in (client.get(PAGE), create(client)):
        assert response.templates[0].name == "accounts/already_registered.html"
        assert "You already have an IDM ID" in response.content.decode()
    assert Person.objects.count() == 1


@pytest.mark.parametrize(
    ("user_id", "accepted"),
    [
        ("abcdef", True),
        ("a.b_c-d9", True),
        ("Vera.Voucher@example.org", True),
        ("rita.regular@example.org", False),
        ("vera.v@", False),
        ("x" * 60, True),
        ("ABCdef", True),
        ("abcde", False),
        ("x" * 61, False),
        ("abc def", False),
        ("abcdef!", False),
        ("ábcdef", False),
        ("abcdef\u212a", False),  # the Kelvin sign, which is k in lower case
    ],
)
def test_what_a_user_id_may_be(
    client: Client, db: None, voucher: Voucher, user_id: str, accepted: bool
) -> None:
    response = create(client, username=user_id)
    assert Person.objects.filter(user_id=user_id.lower()).exists() is accepted
    if not accepted:
        assert "username" in response.context["form"].errors


def test_a_user_id_in_another_letter_case_is_taken(
    client: Client, db: None, voucher: Voucher
) -> None:
    make_person("vera.v")
    response = create(client, username="Vera.V")
    assert "taken" in str(response.context["form"].errors["username"])


def test_no_account_without_the_statement_of_truth(
    client: Client, db: None, voucher: Voucher
) -> None:
    assert "agreed" in create(client, agreed="").context["form"].errors
    assert not Person.objects.exists()


def test_the_two_passwords_must_agree(client: Client, db: None, voucher: Voucher) -> None:
    response = create(client, password2=PASSWORD + "x")
    assert "password2" in response.context["form"].errors
    assert PASSWORD not in response.content.decode()


def test_the_password_must_not_contain_the_names_just_typed(
    client: Client, db: None, voucher: Voucher
) -> None:
    response = create(client, first_name="Battery")
    assert "first name" in str(response.context["form"].errors["password1"])


@pytest.mark.rule("A3", "D10")
def test_nobody_gets_the_address_of_another_as_a_user_id_whatever_page_asks(db: None) -> None:
    typed = {"first_name": "A", "last_name": "B", "password": PASSWORD}
    voucher = Voucher("Ann@example.org")
    with pytest.raises(ValidationError, match="of this account"):
        create_person(voucher=voucher, user_id="bea@example.org", **typed)
    assert create_person(voucher=voucher, user_id="ANN@example.org", **typed).user_id


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("user_ids", "emails", "refused_with"),
    [
        (("same.id", "SAME.id"), ("one@example.org", "two@example.org"), UserIdTaken),
        (("first.id", "second.id"), ("one@example.org", "ONE@example.org"), EmailTaken),
    ],
)
def test_of_two_accounts_at_once_one_is_made(
    user_ids: tuple[str, str], emails: tuple[str, str], refused_with: type[Exception]
) -> None:
    results: list[object] = []
    barrier = threading.Barrier(2)

    def make(user_id: str, email: str) -> None:
        barrier.wait()
        try:
            results.append(
                create_person(
                    voucher=Voucher(email),
                    user_id=user_id,
                    first_name="A",
                    last_name="B",
                    password=PASSWORD,
                )
            )
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=make, args=pair) for pair in zip(user_ids, emails, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {type(result) for result in results} == {Person, refused_with}


def test_whoever_comes_second_sees_it_on_the_form(
    client: Client, db: None, voucher: Voucher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def taken(**kwargs: Any) -> Person:
        raise UserIdTaken

    monkeypatch.setattr("accounts.forms.create_person", taken)
    response = create(client)
    assert response.status_code == 200
    assert "taken" in str(response.context["form"].errors["username"])


def test_someone_signed_in_is_not_asked_to_create_an_account(
    client: Client, regular: Person, voucher: Voucher
) -> None:
    client.force_login(regular)
    assert client.get(PAGE).status_code == 302
