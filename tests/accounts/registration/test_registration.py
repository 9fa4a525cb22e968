"""An account without an invitation, for people who come to Connect to an Organization."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.models import Person
from accounts.registration.actions import ask_for_account, forget_registrations, try_code
from accounts.registration.models import Registration
from accounts.registration.rules import State, expires, state_at
from accounts.registration.secrets import code_for, token_for
from accounts.registration.tasks import forget_unanswered_registrations
from invitations.actions import Invitee, invite
from invitations.secrets import code_for as invitation_code
from invitations.secrets import token_for as invitation_token
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.accounts.door import PASSWORD, SET_UP, answer, give_identity, is_signed_in
from tests.cast import Cast, make_person
from tests.concurrency.at_once import at_once
from tests.security.dump import database, found_in
from tests.signing_in import code_for_key

pytestmark = pytest.mark.django_db
PAGE = "/account/register/"
PAT = "pat.practice@example.org"


def ask(client: Client, email: str = PAT) -> Any:
    return client.post(PAGE, {"email": email})


def asked(email: str = PAT) -> Registration:
    ask_for_account(email=email)
    return Registration.objects.get(email=email)


def link_of(registration: Registration, generation: int | None = None) -> str:
    token = token_for(registration.pk, generation or registration.generation)
    return f"/account/register/{token}/"


def type_code(client: Client, registration: Registration, code: str = "") -> Any:
    code = code or code_for(registration.pk, registration.generation)
    return client.post(link_of(registration), {"code": code})


def create(client: Client, user_id: str = "pat.practice") -> Any:
    names = {"first_name": "Pat", "last_name": "Practice", "username": user_id}
    passwords = {"password1": PASSWORD, "password2": PASSWORD, "agreed": "on"}
    return client.post("/account/create/", {**names, **passwords})


@pytest.mark.rule("B5", "D10", "A9", "E7")
def test_someone_whom_no_aco_invites_goes_all_the_way(
    client: Client, mailoutbox: list[Any]
) -> None:
    for before in ("/", "/account/sign-in/", "/account/create/"):
        assert f'href="{PAGE}"' in client.get(before).content.decode()
    assert ask(client, "Pat.Practice@EXAMPLE.org")["Location"] == "/account/register/sent/"
    relay_due_mail()
    (mail,) = mailoutbox
    assert mail.to == [PAT]
    link = re.search(r"/account/register/[^/\s]+/", mail.body)
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", mail.body)
    assert link
    assert code
    assert client.get(link[0]).status_code == 200
    assert create(client).templates[0].name == "account/signup_closed.html"
    assert client.post(link[0], {"code": code[0].lower()})["Location"] == "/account/create/"
    page = client.get("/account/create/")
    assert PAT in page.content.decode()
    assert page.context["steps"][-1] == "Manage Access"
    assert create(client)["Location"] == "/account/identity/"
    assert not is_signed_in(client)
    assert answer(client, give_identity(client))["Location"] == SET_UP
    setup = client.get("/account/second-factor/set-up/")
    assert setup.context["steps"][-1] == "Manage Access"
    key = setup.context["app"].key
    client.post("/account/second-factor/set-up/", {"code": code_for_key(key)})
    assert not is_signed_in(client)
    done = client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)
    assert done["Location"] == "/manage-access/"
    assert client.get(done["Location"]).status_code == 200
    person = Person.objects.get()
    assert (person.user_id, person.email) == ("pat.practice", PAT)
    assert person.proofed_at is not None


@pytest.mark.rule("B5", "E5")
def test_the_answer_is_the_same_for_an_address_that_has_an_account(
    client: Client, mailoutbox: list[Any]
) -> None:
    known = make_person("known", email=PAT)
    first = ask(client, "nobody@example.org")
    second = ask(client, PAT.upper())
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert first.cookies.keys() == second.cookies.keys()
    assert not Registration.objects.filter(email=PAT).exists()
    relay_due_mail()
    mails = {mail.to[0]: mail for mail in mailoutbox}
    to_stranger, to_known = mails["nobody@example.org"], mails[PAT]
    assert known.user_id in to_known.body
    assert "/account/sign-in/" in to_known.body
    assert "/account/password/reset/" in to_known.body
    assert "/account/register/" not in to_known.body
    assert "/account/register/" in to_stranger.body


def test_the_owner_of_a_closed_account_is_sent_to_the_helpdesk(mailoutbox: list[Any]) -> None:
    make_person("closed", email=PAT, is_active=False)
    ask_for_account(email=PAT)
    relay_due_mail()
    assert "This account is closed" in mailoutbox[0].body
    assert "/account/sign-in/" not in mailoutbox[0].body


@pytest.mark.rule("B2")
def test_people_of_an_aco_are_told_that_they_are_invited(client: Client) -> None:
    page = client.get(PAGE).content.decode()
    assert "one of its administrators invites you" in page
    assert "QPP Security Official" in page


@pytest.mark.rule("E2")
@pytest.mark.parametrize("typed", ["", "pat", "p\u0430t@example.org", "pat\u200b@example.org"])
def test_no_mail_to_what_is_no_address_or_looks_like_another(client: Client, typed: str) -> None:
    page = ask(client, typed)
    assert "email" in page.context["form"].errors
    assert not Notification.objects.exists()


@pytest.mark.rule("E4")
def test_looking_at_the_pages_changes_nothing(client: Client) -> None:
    registration = asked()
    before = database()
    for path in (PAGE, "/account/register/sent/", link_of(registration)):
        client.get(path)
        client.head(path)
    assert database() == before


@pytest.mark.rule("E5")
def test_neither_link_nor_code_can_be_read_in_the_database(mailoutbox: list[Any]) -> None:
    registration = asked()
    relay_due_mail()
    mac = token_for(registration.pk, 1).split(".")[2]
    secrets = {"mac": mac, "code": code_for(registration.pk, 1)}
    assert not found_in(database(), secrets)
    assert found_in(mailoutbox[0].body, secrets) == ["mac", "code"]


@pytest.mark.rule("E5")
def test_a_token_of_an_invitation_opens_no_registration(cast: Cast, client: Client) -> None:
    registration = asked()
    stray = client.get(f"/account/register/{invitation_token(registration.pk, 1)}/")
    assert stray.status_code == 404
    assert "This link does not work" in stray.content.decode()
    assert invitation_code(registration.pk, 1) != code_for(registration.pk, 1)


@pytest.mark.rule("E5")
def test_five_wrong_codes_lock_the_link_until_a_new_one_is_asked_for(client: Client) -> None:
    registration = asked()
    for left in ("4 tries are", "3 tries are", "2 tries are", "1 try is"):
        assert left in type_code(client, registration, "AAAA-AAAA").content.decode()
    assert type_code(client, registration, "AAAA-AAAA").status_code == 410
    locked = type_code(client, registration)
    assert locked.status_code == 410
    assert "locked" in locked.content.decode()
    again = asked()
    assert again.pk == registration.pk
    assert type_code(client, again)["Location"] == "/account/create/"


@pytest.mark.rule("E5")
@pytest.mark.django_db(transaction=True)
def test_of_many_guesses_at_once_five_are_looked_at() -> None:
    registration = asked()
    guesses = at_once(
        *[
            lambda: try_code(registration_id=registration.pk, generation=1, typed="AAAA-AAAA")
            for _ in range(8)
        ]
    )
    assert not any(guess is True for guess in guesses)
    registration.refresh_from_db()
    assert registration.state is State.LOCKED
    assert registration.wrong_codes == 5


@pytest.mark.rule("E5")
def test_asking_is_limited_for_each_address_and_each_network(client: Client) -> None:
    answers = [ask(client).status_code for _ in range(5)]
    assert answers == [302] * 4 + [429]
    assert ask(client, "other@example.org").status_code == 302
    answers = [ask(client, f"p{n}@example.org").status_code for n in range(20)]
    assert answers[-1] == 429
    page = ask(client, "last@example.org").content.decode()
    assert "Too many tries" in page


def test_asking_again_ends_what_was_sent_before(client: Client, mailoutbox: list[Any]) -> None:
    first = asked()
    Registration.objects.update(sent_at=timezone.now() - timedelta(minutes=1))
    again = asked()
    assert (again.pk, again.generation) == (first.pk, 2)
    old = client.get(link_of(first, 1))
    assert old.status_code == 410
    assert "newer link" in old.content.decode()
    assert not try_code(registration_id=first.pk, generation=1, typed=code_for(first.pk, 1))
    relay_due_mail()
    assert len(mailoutbox) == 1
    assert link_of(again) in mailoutbox[0].body


@pytest.mark.django_db(transaction=True)
def test_several_who_ask_at_once_for_one_address_leave_one_request() -> None:
    at_once(*[lambda: ask_for_account(email=PAT) for _ in range(4)])
    assert Registration.objects.get().generation == 1
    assert Notification.objects.count() == 1


def test_link_and_code_work_for_24_hours_to_the_second(client: Client) -> None:
    sent = timezone.now()
    ends = expires(sent)
    last = ends - timedelta(seconds=1)
    assert state_at(last, expires_at=ends, wrong_codes=4) is State.OPEN
    assert state_at(ends, expires_at=ends, wrong_codes=5) is State.EXPIRED
    assert ends - sent == timedelta(hours=24)
    registration = asked()
    type_code(client, registration)
    assert client.get("/account/create/").context["voucher"].email == PAT
    Registration.objects.update(expires_at=timezone.now(), sent_at=sent)
    gone = client.get(link_of(registration))
    assert gone.status_code == 410
    assert "24 hours" in gone.content.decode()
    assert not try_code(registration_id=registration.pk, generation=1, typed="AAAA-AAAA")
    assert create(client).templates[0].name == "account/signup_closed.html"
    assert not Person.objects.exists()


def test_a_mail_that_could_not_be_sent_in_time_is_not_sent(mailoutbox: list[Any]) -> None:
    asked()
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        relay_due_mail()
    assert not mailoutbox


@pytest.mark.rule("E7")
def test_the_link_is_used_up_when_the_address_has_its_account(client: Client) -> None:
    registration = asked()
    type_code(client, registration)
    create(client)
    used = Client().get(link_of(registration))
    assert used.status_code == 410
    assert "Sign in with your user ID" in used.content.decode()
    other = Client()
    assert type_code(other, registration).status_code == 410
    assert create(other, "pat.second").templates[0].name == "account/signup_closed.html"
    assert Person.objects.count() == 1


@pytest.mark.rule("E7")
def test_an_opened_link_signs_nobody_in_and_sends_nobody_else_to_manage_access(
    client: Client, cast: Cast
) -> None:
    type_code(client, asked())
    assert not is_signed_in(client)
    assert client.get("/dashboard/").status_code == 302
    browser = cast.browser("outsider")
    type_code(browser, asked("stranger@example.org"))
    assert browser.get(PAGE)["Location"] == "/dashboard/"


def test_of_two_links_the_one_opened_last_is_for_the_account(cast: Cast, client: Client) -> None:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    sent = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    invitation = f"/invitation/{invitation_token(sent.pk, 1)}/"
    client.post(invitation, {"code": invitation_code(sent.pk, 1)})
    assert client.get("/account/create/").context["voucher"].email == "jo@example.net"
    type_code(client, asked())
    assert client.get("/account/create/").context["voucher"].email == PAT
    client.post(invitation, {"code": invitation_code(sent.pk, 1)})
    assert client.get("/account/create/").context["voucher"].email == "jo@example.net"


def test_what_nobody_went_on_with_is_forgotten_after_a_week() -> None:
    registration = asked()
    ends = registration.expires_at + timedelta(days=7)
    assert forget_registrations(ends - timedelta(seconds=1)) == 0
    with time_machine.travel(ends + timedelta(seconds=1), tick=False):
        late = asked("late@example.org")
        forget_unanswered_registrations()
    assert list(Registration.objects.all()) == [late]
    assert PAT not in database()


def test_someone_who_is_signed_in_needs_no_account(cast: Cast) -> None:
    assert cast.browser("outsider").get(PAGE).status_code == 302
