"""People in the admin of CMS staff."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY

from accounts.models import AuthenticatorApp, OpenSession, Person, RecoveryCodes
from notifications.models import Notification
from tests.accounts.door import PASSWORD, give_password, history_of
from tests.cast import make_person
from tests.signing_in import give_second_factor, sign_in

PEOPLE = "/admin/accounts/person/"


@pytest.fixture
def staff(client: Client, db: None) -> Client:
    """A browser in which a superuser of CMS staff is signed in."""
    return sign_in(client, make_person("sue.staff", is_staff=True, is_superuser=True))


def act(client: Client, action: str, person: Person, **typed: str) -> Any:
    return client.post(PEOPLE, {"action": action, "_selected_action": str(person.pk), **typed})


@pytest.mark.rule("A9")
def test_a_stranger_is_sent_to_the_sites_own_sign_in(client: Client, db: None) -> None:
    for path in ("/admin/", "/admin/login/", PEOPLE):
        assert client.get(path)["Location"].startswith("/account/sign-in/?next=/admin/")


def test_someone_who_is_not_staff_does_not_learn_of_the_admin(
    client: Client, regular: Person
) -> None:
    assert sign_in(client, regular).get("/admin/").status_code == 404


@pytest.mark.rule("A9")
def test_staff_whose_second_factor_is_gone_are_signed_out_and_told(
    client: Client, db: None
) -> None:
    person = make_person("sid.staff", is_staff=True, is_superuser=True)
    sign_in(client, person)
    assert client.get("/admin/").status_code == 200
    AuthenticatorApp.objects.filter(user=person).delete()
    response = client.get("/admin/", follow=True)
    assert len(response.redirect_chain) == 1
    assert "your password or second factor was changed" in response.content.decode()


@pytest.mark.rule("A9")
def test_another_persons_device_opens_nothing(client: Client, regular: Person) -> None:
    person = make_person("sid.staff", is_staff=True, is_superuser=True)
    sign_in(client, person)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = give_second_factor(regular).persistent_id
    session.save()
    assert client.get("/admin/", follow=True).status_code == 403


def test_the_admins_own_account_pages_are_the_sites(staff: Client) -> None:
    assert staff.get("/admin/password_change/")["Location"] == "/account/password/"
    assert staff.get("/admin/logout/")["Location"] == "/account/sign-out/"
    assert staff.get("/admin/login/")["Location"] == "/admin/"
    assert staff.get("/admin/login/?next=foo")["Location"] == "/admin/"
    assert staff.post("/admin/logout/")["Location"] == "/"
    assert staff.get("/admin/").status_code == 302


@pytest.mark.rule("E5")
def test_no_page_shows_a_secret(staff: Client, regular: Person) -> None:
    app = AuthenticatorApp.objects.get(user=regular)
    for path in (PEOPLE, f"{PEOPLE}{regular.pk}/change/", f"{PEOPLE}{regular.pk}/history/"):
        page = staff.get(path).content.decode()
        assert regular.user_id in page
        assert app.key not in page
        assert regular.password not in page
        assert "password_1" not in page
        assert 'name="password"' not in page
    for model in ("authenticatorapp", "recoverycodes", "passworduse"):
        assert staff.get(f"/admin/accounts/{model}/").status_code == 404


def test_people_are_found_and_filtered(staff: Client, regular: Person, newcomer: Person) -> None:
    assert "rita.regular" in staff.get(PEOPLE, {"q": "RITA"}).content.decode()
    for query, shown, hidden in (
        ({"proven": "yes"}, "rita.regular", "nora.new"),
        ({"proven": "no"}, "nora.new", "rita.regular"),
        ({"second_factor": "yes"}, "rita.regular", "nora.new"),
        ({"second_factor": "no"}, "nora.new", "rita.regular"),
        ({"dormant": "no"}, "nora.new", "nobody"),
    ):
        page = staff.get(PEOPLE, query).content.decode()
        assert shown in page, query
        assert hidden not in page, query


def test_the_list_needs_as_many_queries_for_many_people(
    staff: Client, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        make_person(f"person.{number:02d}")
    with django_assert_max_num_queries(10):
        staff.get(PEOPLE)


def save(client: Client, person: Person, **typed: str) -> Any:
    form = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "is_active": "on",
        "proofing_attempts-TOTAL_FORMS": "0",
        "proofing_attempts-INITIAL_FORMS": "0",
    }
    return client.post(f"{PEOPLE}{person.pk}/change/", {**form, **typed})


def test_administrators_make_staff_and_only_superusers_superusers(
    client: Client, regular: Person
) -> None:
    sign_in(client, make_person("sid.staff", staff_role="administrator"))
    save(client, regular, last_name="Renamed", staff_role="analyst", is_superuser="on")
    regular.refresh_from_db()
    assert regular.last_name == "Renamed"
    assert (regular.is_staff, regular.staff_role) == (True, "analyst")
    assert not regular.is_superuser
    told = Notification.objects.get(person=regular)
    assert "You are CMS analyst now" in told.text
    save(client, regular)
    regular.refresh_from_db()
    assert (regular.is_staff, regular.staff_role) == (False, "")
    assert [event.staff_role for event in history_of(regular).order_by("pgh_id")][-2:] == [
        "analyst",
        "",
    ]


def test_nobody_changes_their_own_role_or_a_superusers(client: Client, db: None) -> None:
    person = make_person("sid.staff", staff_role="administrator")
    boss = make_person("sol.staff", staff_role="administrator", is_superuser=True)
    sign_in(client, person)
    for other in (person, boss):
        assert save(client, other, staff_role="").status_code == 403
        other.refresh_from_db()
        assert other.staff_role == "administrator"
    assert "Nobody does this for themselves" in (
        client.get(f"{PEOPLE}{person.pk}/change/").content.decode()
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"staff_role": "owner", "is_staff": True},
        {"staff_role": "", "is_staff": True},
        {"staff_role": "viewer", "is_staff": False},
        {"staff_role": "", "is_staff": False, "is_superuser": True},
        {"email": "j\u043e@example.org"},
    ],
)
def test_the_database_alone_keeps_roles_and_addresses_right(
    regular: Person, wrong: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=regular.pk).update(**wrong)


def test_manual_proofing_is_recorded_with_its_reason(staff: Client, newcomer: Person) -> None:
    asked = act(staff, "record_proofing", newcomer)
    assert "reason" in asked.context["form"].fields
    assert "correct the account's name too" in asked.content.decode()
    act(staff, "record_proofing", newcomer, apply="1", reference="HD-1", reason="")
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is None
    act(staff, "record_proofing", newcomer, apply="1", reference="HD-1", reason="By phone")
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is not None
    assert "HD-1" in newcomer.proofed_by
    assert history_of(newcomer).last().pgh_context.metadata["reason"] == "By phone"


@pytest.mark.rule("A9")
def test_removing_a_second_factor_asks_for_identity_again_and_ends_sessions(
    staff: Client, regular: Person
) -> None:
    theirs = sign_in(Client(), regular)
    act(staff, "remove_factor", regular, apply="1", reason="")
    assert AuthenticatorApp.objects.filter(user=regular).exists()
    act(staff, "remove_factor", regular, apply="1", reason="Phone lost, called the Helpdesk")
    assert not AuthenticatorApp.objects.filter(user=regular).exists()
    assert not RecoveryCodes.objects.filter(user=regular).exists()
    assert theirs.get("/account/").status_code == 302
    context = history_of(regular).order_by("pgh_id").last().pgh_context.metadata
    assert context["reason"] == "Phone lost, called the Helpdesk"
    regular.refresh_from_db()
    assert give_password(Client(), regular, password=PASSWORD)["Location"] == "/account/identity/"


@pytest.mark.rule("A9")
@pytest.mark.parametrize("theirs", ["administrator", "analyst"])
def test_only_those_who_make_staff_step_in_for_staff(client: Client, db: None, theirs: str) -> None:
    """And for a superuser only superusers."""
    sign_in(client, make_person("sid.staff", staff_role=theirs))
    colleague = make_person("sol.staff", is_staff=True, is_superuser=theirs == "administrator")
    give_second_factor(colleague)
    act(client, "remove_factor", colleague, apply="1", reason="I say so")
    assert AuthenticatorApp.objects.filter(user=colleague).exists()
    page = client.get(f"{PEOPLE}{colleague.pk}/change/").content.decode()
    assert 'name="is_active"' not in page


def test_whoever_may_no_longer_sign_in_is_signed_out(staff: Client, regular: Person) -> None:
    theirs = sign_in(Client(), regular)
    staff.post(
        f"{PEOPLE}{regular.pk}/change/",
        {
            "first_name": "Rita",
            "last_name": "Regular",
            "proofing_attempts-TOTAL_FORMS": "0",
            "proofing_attempts-INITIAL_FORMS": "0",
        },
    )
    assert not OpenSession.objects.filter(person=regular).exists()
    assert theirs.get("/account/").status_code == 302
    regular.refresh_from_db()
    assert not regular.is_active
    assert history_of(regular).last().is_active is False
