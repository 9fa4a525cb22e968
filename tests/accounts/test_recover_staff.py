"""The only one of CMS staff cannot be locked out for good: `manage.py recover_staff`."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.notices import PASSWORD_RESET, SECURITY_CHANGE
from accounts.staff import StaffRole
from notifications.models import Notification
from tests.accounts.door import (
    NEW,
    PASSWORD,
    SET_UP,
    answer,
    give_own_identity,
    give_password,
    history_of,
    is_signed_in,
    set_by_link,
)
from tests.cast import make_person
from tests.signing_in import code_for_key, give_second_factor, sign_in

REASON = "Lost the phone, and is the only administrator"


@pytest.fixture
def first(db: None, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The first of CMS staff, as README makes them."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command(
        "createsuperuser",
        interactive=False,
        verbosity=0,
        user_id="First.Staff",
        email="first@cms.example.gov",
        first_name="Fay",
        last_name="First",
    )
    return Person.objects.get(user_id="first.staff")


def recover(*words: str) -> str:
    out = StringIO()
    call_command("recover_staff", *words, stdout=out)
    return out.getvalue()


def get_in(client: Client, person: Person) -> None:
    """The whole sign-in of someone without proof or second factor."""
    assert give_password(client, person)["Location"] == "/account/identity/"
    answer(client, give_own_identity(client, person))
    set_up(client)


def set_up(client: Client) -> None:
    page = client.get("/account/second-factor/", follow=True).content.decode()
    key = re.search(r'<p class="code"[^>]*>([A-Z2-7 ]+)</p>', page)
    assert key is not None
    client.post("/account/second-factor/set-up/", {"code": code_for_key(key[1])})
    client.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert is_signed_in(client)


@pytest.mark.rule("A9")
def test_the_first_of_cms_staff_gets_into_the_admin_and_back_in(
    client: Client, first: Person
) -> None:
    assert (first.staff_role, first.is_superuser) == (StaffRole.ADMINISTRATOR, True)
    get_in(client, first)
    assert client.get("/admin/accounts/person/").status_code == 200

    recover("first.staff", "--reason", REASON)
    assert client.get("/admin/").status_code == 302  # signed out
    again = Client()
    get_in(again, first)
    assert again.get("/admin/accounts/person/").status_code == 200


@pytest.mark.rule("A9")
def test_lost_locked_closed_and_dormant_are_all_mended(client: Client, first: Person) -> None:
    first.proofed_at = long_ago = timezone.now() - timedelta(days=100)
    first.is_active = False
    first.last_login = first.password_changed_at = first.created_at = long_ago
    first.save()
    app = give_second_factor(first)
    AuthenticatorApp.objects.filter(pk=app.pk).update(
        throttling_failure_count=9, throttling_failure_timestamp=timezone.now()
    )
    said = recover("FIRST.staff", "--reason", REASON)
    assert Person.objects.filter(
        pk=first.pk, is_active=True, proofed_at=None, proofed_by=""
    ).exists()
    assert not AuthenticatorApp.objects.filter(user=first).exists()
    assert not RecoveryCodes.objects.filter(user=first).exists()
    assert "first@cms.example.gov" in said
    assert "prove their identity" in said
    told = Notification.objects.filter(person=first)
    assert {n.kind for n in told} == {PASSWORD_RESET.name, SECURITY_CHANGE.name}
    # The link for a new password, or this, wakes the account.
    first.refresh_from_db()
    assert first.is_dormant
    first.set_password(PASSWORD)
    first.save()
    get_in(client, first)


@pytest.mark.rule("E3")
def test_the_history_keeps_the_reason(first: Person) -> None:
    Person.objects.filter(pk=first.pk).update(is_active=False)
    recover("first.staff", "--reason", f" {REASON} ")
    last = history_of(first).order_by("pgh_id").last()
    assert last.pgh_context.metadata["action"] == "recover staff"
    assert last.pgh_context.metadata["reason"] == REASON


def test_who_fails_the_bureau_is_proven_by_hand(client: Client, first: Person) -> None:
    said = recover("first.staff", "--reason", REASON, "--proven", "file 12")
    assert "prove their identity" not in said
    first.refresh_from_db()
    assert first.proofed_by == "By hand, on the machine, reference file 12"
    assert give_password(Client(), first)["Location"] == "/account/identity/"
    link = re.search(r"/account/password/reset/key/\S+", said)
    assert link is not None
    set_by_link(client, link[0])
    assert give_password(client, first, password=NEW)["Location"] == SET_UP
    set_up(client)


@pytest.mark.parametrize("words", [["--reason", " "], []])
def test_nothing_happens_without_a_reason(first: Person, words: list[str]) -> None:
    give_second_factor(first)
    with pytest.raises(CommandError):
        recover("first.staff", *words)
    assert AuthenticatorApp.objects.filter(user=first).exists()


def test_it_is_for_cms_staff_only(client: Client, first: Person) -> None:
    other = make_person("olive.other")
    sign_in(client, other)
    with pytest.raises(CommandError, match="nobody of CMS staff"):
        recover("olive.other", "--reason", REASON)
    assert client.get("/dashboard/").status_code == 200
    with pytest.raises(CommandError, match="Nobody has the IDM user ID who\\.ever"):
        recover("who.ever", "--reason", REASON)
    Person.objects.filter(pk=first.pk).update(is_active=False, merged_into=other)
    with pytest.raises(CommandError, match="was merged"):
        recover("first.staff", "--reason", REASON)
