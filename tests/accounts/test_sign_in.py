"""The sign-in page and the order of the stages behind it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import AuthenticatorApp, Person
from tests.accounts.door import (
    NEW,
    PASSWORD,
    SET_UP,
    ask_for_link,
    at_second_factor,
    at_set_up,
    give_password,
    history_of,
    is_signed_in,
    set_by_link,
)
from tests.cast import make_person
from tests.signing_in import authenticator_code

SIGNED_IN_PAGES = (
    "dashboard",
    "my_acos",
    "notifications",
    "your_account",
    "account_change_password",
    "account_reauthenticate",
    "your_sessions",
    "confirm_second_factor",
    "replace_authenticator",
    "your_recovery_codes",
    "admin:index",
)


@pytest.mark.rule("D10")
def test_user_id_password_agreement_and_code_sign_a_person_in(
    client: Client, regular: Person
) -> None:
    at_second_factor(client, regular)
    assert not is_signed_in(client)

    response = client.post("/account/second-factor/", {"code": authenticator_code(regular)})

    assert response["Location"] == reverse("dashboard")
    assert is_signed_in(client)
    assert client.session[DEVICE_ID_SESSION_KEY].startswith("accounts.authenticatorapp/")


@pytest.mark.rule("D10")
def test_nobody_goes_on_without_the_statement_of_truth(client: Client, regular: Person) -> None:
    page = give_password(client, regular, agreed="")
    assert page.status_code == 200
    assert "agreed" in page.context["form"].errors
    assert "falsification" in page.content.decode()
    regular.refresh_from_db()
    assert regular.statement_agreed_at is None


@pytest.mark.rule("D10")
def test_the_agreement_is_kept_with_its_time_each_time(client: Client, regular: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False):
        first = timezone.now()
        give_password(client, regular)
    regular.refresh_from_db()
    assert regular.statement_agreed_at == first
    again = Client()
    with time_machine.travel("2026-03-02 12:00Z", tick=False):
        give_password(again, regular)
    times = history_of(regular).values_list("statement_agreed_at", flat=True)
    assert {first, first + timedelta(days=1)} <= set(times)
    assert history_of(regular).last().pgh_context.metadata["user"] == regular.pk


@pytest.mark.parametrize("typed", ["rita.regular", "RITA.Regular", "  Rita.Regular "])
def test_letter_case_of_the_user_id_does_not_matter(
    client: Client, regular: Person, typed: str
) -> None:
    assert give_password(client, regular, login=typed).status_code == 302


def test_wrong_password_and_unknown_user_id_read_the_same(client: Client, regular: Person) -> None:
    wrong = give_password(client, regular, password=PASSWORD + "x")
    unknown = give_password(client, regular, login="nobody.here")
    assert wrong.context["form"].errors == unknown.context["form"].errors
    assert wrong.status_code == unknown.status_code == 200


@pytest.mark.rule("E5")
def test_after_five_failures_even_the_right_password_has_to_wait(
    client: Client, regular: Person
) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        for _ in range(5):
            assert give_password(client, regular, password="wrong").status_code == 200
        locked = give_password(client, regular)
        assert locked.status_code == 200
        assert "Wait five minutes" in locked.content.decode()
        assert "Helpdesk" in locked.content.decode()
        same_network = Client()
        assert give_password(same_network, regular).status_code == 200

        clock.shift(5 * 60 + 1)
        assert give_password(client, regular).status_code == 302


@pytest.mark.rule("E5")
def test_a_stranger_does_not_lock_the_owner_out_from_one_network_but_from_many(
    regular: Person,
) -> None:
    def tries(networks: range) -> None:
        for number in networks:
            stranger = Client(REMOTE_ADDR=f"2001:db8:{number:x}::1")
            for _ in range(5):
                give_password(stranger, regular, password="wrong")

    tries(range(5))
    assert give_password(Client(REMOTE_ADDR="10.9.8.7"), regular).status_code == 302
    tries(range(5, 7))
    owner = Client(REMOTE_ADDR="10.9.8.7")
    locked = give_password(owner, regular)
    assert locked.status_code == 200
    assert "reset it by e-mail" in locked.content.decode()
    set_by_link(owner, ask_for_link(owner, regular.email))
    assert give_password(owner, regular, password=NEW).status_code == 302


@pytest.mark.rule("E5")
def test_the_lock_grows(client: Client, regular: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        for _ in range(8):
            give_password(client, regular, password="wrong")
            clock.shift(60 + 1)
        clock.shift(5 * 60)
        assert give_password(client, regular).status_code == 200, "still locked after 5 minutes"
        clock.shift(30 * 60)
        assert give_password(client, regular).status_code == 302


@pytest.mark.rule("A9")
@pytest.mark.parametrize("name", SIGNED_IN_PAGES)
def test_a_password_alone_opens_no_page(client: Client, regular: Person, name: str) -> None:
    at_second_factor(client, regular)
    for response in (client.get(reverse(name)), client.post(reverse(name))):
        assert response.status_code == 302, name
        assert response["Location"].startswith("/account/sign-in/")
    assert not is_signed_in(client)


@pytest.mark.rule("A9")
def test_a_password_alone_does_not_change_the_password(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    client.post(
        reverse("account_change_password"),
        {
            "oldpassword": PASSWORD,
            "password1": "Brand-New-Pass-123",
            "password2": "Brand-New-Pass-123",
        },
    )
    regular.refresh_from_db()
    assert regular.check_password(PASSWORD)


@pytest.mark.rule("A9")
def test_a_newcomer_cannot_skip_identity(client: Client, newcomer: Person) -> None:
    assert give_password(client, newcomer)["Location"] == "/account/identity/"
    for path in (
        "/account/second-factor/",
        "/account/second-factor/set-up/",
        "/account/second-factor/recovery-codes/",
    ):
        for response in (client.get(path), client.post(path, {"code": "123456", "saved": ""})):
            assert response["Location"] == "/account/sign-in/", path
    assert client.get("/account/sign-in/")["Location"] == "/account/identity/"
    assert not is_signed_in(client)


@pytest.mark.rule("A9")
def test_whoever_has_a_second_factor_cannot_set_up_another_instead(
    client: Client, regular: Person
) -> None:
    at_second_factor(client, regular)
    for response in (client.get(SET_UP), client.post(SET_UP, {"code": "123456"})):
        assert response["Location"] == "/account/sign-in/"
    assert client.get("/account/sign-in/")["Location"] == "/account/second-factor/"
    assert AuthenticatorApp.objects.filter(user=regular).count() == 1


@pytest.mark.parametrize(
    "path", ["identity/", "identity/questions/", "second-factor/", "second-factor/recovery-codes/"]
)
def test_a_stranger_at_a_stage_goes_to_the_sign_in(client: Client, path: str) -> None:
    assert client.get(f"/account/{path}")["Location"] == "/account/sign-in/"


def test_where_one_wanted_to_go_is_kept(client: Client, regular: Person) -> None:
    page = client.get("/notifications/", follow=True)
    target = page.context["redirect_field_value"]
    assert target == "/notifications/"
    give_password(client, regular, next=target)
    done = client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert done["Location"] == "/notifications/"


def test_nobody_is_led_to_another_site(client: Client, regular: Person) -> None:
    give_password(client, regular, next="https://evil.example/")
    done = client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert done["Location"] == reverse("dashboard")


def test_a_half_done_sign_in_ends_after_30_minutes(client: Client, regular: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        at_second_factor(client, regular)
        clock.shift(30 * 60 + 1)
        response = client.post("/account/second-factor/", {"code": authenticator_code(regular)})
        assert response["Location"] == "/account/sign-in/"
        assert not is_signed_in(client)


@pytest.mark.rule("A9")
def test_a_new_password_ends_the_sign_ins_begun_with_the_old_one(
    client: Client, regular: Person
) -> None:
    at_second_factor(client, regular)
    regular.set_password("Another-Password-99")
    regular.save()
    client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert not is_signed_in(client)


def test_someone_may_stop_and_start_again(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    client.post("/account/sign-out/")
    assert client.get("/account/sign-in/").status_code == 200


def test_an_account_that_was_closed_does_not_open(client: Client, regular: Person) -> None:
    regular.is_active = False
    regular.save()
    assert give_password(client, regular)["Location"] == "/account/inactive/"
    assert client.get("/account/inactive/").status_code == 200


def test_an_account_that_is_closed_half_way_does_not_open(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    Person.objects.filter(pk=regular.pk).update(is_active=False)
    client.post("/account/second-factor/", {"code": authenticator_code(regular)})
    assert not is_signed_in(client)


@pytest.mark.parametrize(("days", "to"), [(59, "second-factor"), (60, "disabled")])
def test_sixty_days_without_sign_in_close_the_account(
    client: Client, regular: Person, days: int, to: str
) -> None:
    now = timezone.now()
    Person.objects.filter(pk=regular.pk).update(
        last_login=now - timedelta(days=days),
        password_changed_at=now - timedelta(days=200),
        created_at=now - timedelta(days=300),
    )
    assert give_password(client, regular)["Location"] == f"/account/{to}/"
    assert client.get("/account/disabled/").status_code == 200


def test_a_new_account_is_not_asleep() -> None:
    assert not make_unsaved().is_dormant


def make_unsaved() -> Person:
    return Person(user_id="someone")


@pytest.mark.rule("E4")
def test_looking_at_the_stages_changes_nothing(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    client.get("/account/second-factor/")
    assert not is_signed_in(client)


def test_stage_pages_are_not_kept_by_browsers(client: Client, regular: Person) -> None:
    at_second_factor(client, regular)
    assert "no-store" in client.get("/account/second-factor/")["Cache-Control"]


def test_pages_have_no_inline_style_or_script(client: Client, newcomer: Person) -> None:
    at_set_up(client, newcomer)
    for path in ("/account/second-factor/set-up/", "/account/sign-in/", "/account/password/reset/"):
        page = client.get(path, follow=True).content.decode()
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*src=)|\son\w+=", page), path


def test_make_person_has_no_password(client: Client, db: None) -> None:
    person = make_person("without.password")
    assert give_password(client, person, password="").status_code == 200
