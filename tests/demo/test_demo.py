"""The demo data: everyone in it can sign in, and loading it again adds nothing."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import AuthenticatorApp, Person
from contacts.models import Aco, HeldType
from contacts.types import ALL_CODES
from demo.cast import ACOS, CAST, PASSWORD, Player, describe
from demo.validated_by import NOTHING_VALIDATES, VALIDATED_BY
from invitations.models import Invitation
from notifications.models import Notification
from qpp_roles.connect.actions.requesting import request_role
from qpp_roles.connect.forms import RoleForm
from qpp_roles.connect.on_record import on_record
from qpp_roles.connect.standing import standing_of
from qpp_roles.connect.validation import could_fit
from qpp_roles.organizations.kinds import KINDS, STORED, Role
from qpp_roles.organizations.models import Organization
from qpp_roles.organizations.search import virtual_group

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def loaded(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    """The demo, loaded once for all tests here: each undoes only what it does itself."""
    request.getfixturevalue("django_db_setup")
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demo", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded: None, db: None) -> None:
    """The demo as it was loaded."""


def demo_code(user_id: str) -> str:
    said = StringIO()
    call_command("demo_code", user_id, stdout=said)
    return said.getvalue().strip()


def test_loading_it_again_adds_nothing(demo: None) -> None:
    models = [*apps.get_models(include_auto_created=True)]
    kept = [m for m in models if m._meta.managed and not m._meta.proxy]
    before = {model: model._default_manager.count() for model in kept}
    call_command("demo", stdout=StringIO())
    assert {model: model._default_manager.count() for model in kept} == before


def test_the_cast_stands_where_it_says(demo: None) -> None:
    assert Aco.objects.count() == len(ACOS)
    assert Person.objects.count() == len(CAST)
    for player in CAST:
        held = HeldType.objects.active().filter(contact__person__user_id=player.user_id)
        assert {(h.aco.aco_id, h.type) for h in held.select_related("aco")} == {
            (aco_id, code) for aco_id, codes in player.holds.items() for code in codes
        }
        assert Person.objects.get(user_id=player.user_id).is_staff is player.staff


def test_the_cast_is_full() -> None:
    held = {code for player in CAST for codes in player.holds.values() for code in codes}
    assert held <= set(ALL_CODES)
    assert held >= {
        "aco_executive",
        "authorized_to_sign_primary",
        "authorized_to_sign_secondary",
        "cms_liaison",
        "application_primary",
        "application_secondary",
        "dua_requestor",
        "credential_delegate",
        "qpp_security_official",
        "qpp_staff_user",
    }
    assert [player for player in CAST if len(player.holds) > 1], "a person in two ACOs"
    assert [player for player in CAST if not player.holds and not player.staff], "an outsider"
    assert [player for player in CAST if player.staff], "CMS staff"


@pytest.mark.rule("A9", "D10")
@pytest.mark.parametrize("player", CAST, ids=lambda player: player.user_id)
def test_everyone_can_sign_in_with_password_and_code(demo: None, player: Player) -> None:
    browser = Client()
    login = {"login": player.user_id, "password": PASSWORD, "agreed": "on"}
    assert browser.post("/account/sign-in/", login)["Location"] == "/account/second-factor/"
    answer = browser.post("/account/second-factor/", {"code": demo_code(player.user_id)})
    if answer["Location"] == "/account/second-factor/recovery-codes/":
        answer = browser.post("/account/second-factor/recovery-codes/", {"saved": ""})
    assert answer["Location"] == ("/admin/" if player.staff else "/dashboard/")
    assert browser.get("/dashboard/", follow=True).status_code == 200
    assert browser.get("/admin/").status_code == (200 if player.staff else 404)


def test_the_description_names_everyone_and_how_to_sign_in() -> None:
    words = describe()
    for player in CAST:
        assert player.user_id in words
        assert player.role in words
    assert PASSWORD in words
    assert "demo_code" in words


@pytest.mark.rule("D4")
@pytest.mark.parametrize(("typed", "code", "facts"), VALIDATED_BY)
def test_what_is_said_to_validate_an_organization_does(
    demo: None, typed: str, code: str, facts: dict[str, str]
) -> None:
    place = virtual_group(typed) or Organization.objects.get(kind=code, name=typed)
    person = Person.objects.get(user_id="olive.stone")
    form = RoleForm(KINDS[code], standing_of(person, place), {"role": "security_official", **facts})
    assert form.is_valid(), form.errors
    made = request_role(
        acting_person=person, place=place, role=Role.SECURITY_OFFICIAL, given=form.given
    )
    assert made.approved
    readme = (settings.BASE_DIR / "README.md").read_text()
    for one in facts.values():
        assert one in describe()
        assert one in readme


def test_of_every_kind_one_can_be_validated() -> None:
    assert {code for _, code, _ in VALIDATED_BY} == set(STORED)


@pytest.mark.rule("D4", "D9")
def test_where_nothing_validates_only_qpp_helps(demo: None) -> None:
    name, code = NOTHING_VALIDATES
    place = Organization.objects.get(kind=code, name=name)
    assert not could_fit(code, on_record(place, timezone.localdate()))


def test_invitations_wait_for_an_answer_and_their_mail_for_the_relay(demo: None) -> None:
    assert {i.state.value for i in Invitation.objects.filter(opened_at=None)} == {"Pending"}
    assert Notification.objects.filter(kind="invited", sent_at=None).count() == 2
    known = Person.objects.values_list("email", flat=True)
    assert Invitation.objects.filter(email__in=known).count() == 1


@pytest.mark.parametrize("user_id", ["nobody", "", "sam.ortiz@example.org"])
def test_a_code_for_nobody_is_a_clear_error(demo: None, user_id: str) -> None:
    with pytest.raises(CommandError, match="has no authenticator app"):
        demo_code(user_id)


def test_a_user_id_in_capitals_is_the_same(demo: None) -> None:
    assert demo_code(" Sam.Ortiz ").isdigit()
    assert AuthenticatorApp.objects.filter(user__user_id="sam.ortiz").count() == 1
