"""What an action leaves behind: who, what, when, from where, before and after (rule E3)."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from acoms.database.ours import our_apps
from contacts.models import Contact, HeldType
from invitations import actions, notices
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from invitations.secrets import token_for
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.signing_in import sign_in

pytestmark = [pytest.mark.rule("E3"), pytest.mark.django_db]

# What has no `@track()`, and why nobody misses a history of it.
UNTRACKED = {
    "accounts.OpenSession": "where one is signed in now; sign-ins have their history",
    "accounts.PasswordUse": "a row for each password, never changed; hashes are not copied",
    "accounts_registration.Registration": "nobody has shown yet that the address is theirs",
    "acoms_once.Claim": "a row for each step, never changed",
    "acoms_once.Turn": "who is at some work: what it does has its history",
    "activity.Seal": "seals the history itself",
    "api_webhooks.WebhookDelivery": "an outbox, of which pages show a month",
    "api_tokens.AccessToken": "lives 20 minutes: its client ID has one",
    "api_tokens.WrongSecrets": "a count, forgotten in a day: the delegates are told",
    "documents_correspondence.Copy": "who is told of a message, and when they first read it",
    "documents_files.FileVisit": "when somebody last looked, for what is new since",
    "documents_files.RefusedFile": "a row for each file that was refused, never changed",
    "documents_files.WaitingFile": "waits to be confirmed: what is published has one",
    "invitations_bulk.Row": "what becomes of it is an invitation, which has one",
    "notifications.Notification": "an outbox, of which the rows stay",
    "participants_data_sharing.DataSharingAccess": "a row for each time, never changed",
    "participants_data_sharing.DataSharingProgress": "how far a file is, which has one",
    "participants_lists.TinShown": "a row for each time, never changed",
    "participants_screening.EnrolmentAnswer": "what PECOS said last: what is found has one",
    "participants_screening.ListLoad": "a row for each file, never changed",
    "participants_screening.ScreeningRun": "a row for each run: what it finds has one",
    "search.Entry": "is what the row is that it is about, which has one",
    "qpp_roles_openid.LogoutNotice": "an outbox: the sign-in that ended has one",
    "qpp_roles_openid.SpentToken": "a row for each token, never changed",
    "qpp_roles_organizations.OrganizationImport": "a row for each list, never changed",
}

FROM = "203.0.113.9"
JO = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")


def events(model: str) -> list[Any]:
    """The model's history, oldest first."""
    found = apps.get_model(f"{model}Event").objects.select_related("pgh_context")
    return list(found.order_by("pgh_id"))


def browser_of(person: Person) -> Client:
    return sign_in(Client(REMOTE_ADDR=FROM), person)


def invite_jo(cast: Cast) -> Invitation:
    return invite(acting_person=cast.exec, aco=cast.lakeside, invitee=JO, codes=["dua_requestor"])


def says_who_what_when_and_from_where(event: Any, person: Person, action: str, url: str) -> None:
    context = event.pgh_context.metadata
    assert context["action"] == action
    assert context["user"] == context["acting_person"] == person.pk
    assert context["url"] == url
    assert context["address"] == FROM
    assert len(context["request_id"]) > 20
    assert abs(event.pgh_created_at - timezone.now()).total_seconds() < 60


def test_every_model_has_a_history_or_a_reason_why_not() -> None:
    models = [model for app in our_apps() for model in app.get_models() if not model._meta.proxy]
    of_events = {model: getattr(model, "pgh_tracked_model", None) for model in models}
    without = {model for model in models if not of_events[model]} - set(of_events.values())
    assert {model._meta.label for model in without} == set(UNTRACKED)


def test_inviting_on_the_page(cast: Cast) -> None:
    url = reverse("add_contact", args=["A9101"])
    form = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net", "types": ["other"]}
    browser_of(cast.exec).post(url, form)
    event = events("invitations.Invitation")[0]
    assert (event.pgh_label, event.email, event.types) == ("insert", "jo@example.net", ["other"])
    says_who_what_when_and_from_where(event, cast.exec, "invite", url)


def test_activating_on_the_dashboard(cast: Cast) -> None:
    invitation = invite_jo(cast)
    jo = make_person("jo_chen", email="jo@example.net")
    url = reverse("activate_invitation", args=[invitation.pk])
    browser_of(jo).post(url)
    before, after = events("invitations.Invitation")[-2:]
    assert (before.activated_at, before.answered_by_id) == (None, None)
    assert after.answered_by_id == jo.pk
    assert after.activated_at is not None
    given = events("contacts.HeldType")[-1]
    assert (given.pgh_label, given.type, given.given_by_id) == (
        "insert",
        "dua_requestor",
        cast.exec.pk,
    )
    assert events("contacts.Contact")[-1].person_id == jo.pk
    # One request, one context: everything that it changed hangs together.
    assert after.pgh_context_id == given.pgh_context_id
    for key, value in {"url": url, "address": FROM, "user": jo.pk}.items():
        assert after.pgh_context.metadata[key] == value


def test_ending_a_type_keeps_before_and_after_and_the_reason(cast: Cast) -> None:
    contact = Contact.objects.get(person=cast.it)
    url = reverse("end_contact", args=["A9101", contact.pk])
    browser_of(cast.exec).post(url, {"reason": "Left us"})
    before, after = (e for e in events("contacts.HeldType") if e.contact_id == contact.pk)
    assert (before.pgh_label, before.ended_at, before.end_reason) == ("insert", None, "")
    assert (after.pgh_label, after.end_reason, after.ended_by_id) == (
        "update",
        "Left us",
        cast.exec.pk,
    )
    says_who_what_when_and_from_where(after, cast.exec, "end contact types", url)
    assert after.pgh_context.metadata["reason"] == "Left us"


def test_the_sweep_says_that_it_was_the_sweep(cast: Cast) -> None:
    invitation = invite_jo(cast)
    actions.record_expired(invitation.expires_at)
    context = events("invitations.Invitation")[-1].pgh_context.metadata
    assert context == {"action": "record expired invitations"}


@pytest.mark.parametrize("answer", [actions.activate, actions.decline])
def test_an_action_that_fails_at_its_end_leaves_nothing(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, answer: Any
) -> None:
    def breaks(*args: object, **kwargs: object) -> None:
        raise RuntimeError("no paper")

    invitation = invite_jo(cast)
    jo = make_person("jo_chen", email="jo@example.net")
    monkeypatch.setattr(notices, "notify", breaks)
    left = everything()
    with pytest.raises(RuntimeError, match="no paper"):
        answer(acting_person=jo, invitation=invitation)
    assert everything() == left


def everything() -> dict[str, int]:
    """How many rows there are of all that an action writes, history included."""
    names = ("invitations.InvitationEvent", "contacts.HeldTypeEvent", "contacts.ContactEvent")
    models: list[Any] = [Invitation, Contact, HeldType, Notification, *map(apps.get_model, names)]
    counts = {model.__name__: model.objects.count() for model in models}
    open_ones = Invitation.objects.filter(activated_at=None, declined_at=None).count()
    return {**counts, "open": open_ones}


def test_a_refused_action_leaves_nothing(cast: Cast) -> None:
    browser = browser_of(cast.it)
    left = everything()
    url = reverse("add_contact", args=["A9101"])
    form = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net", "types": ["other"]}
    assert browser.post(url, form).status_code == 403
    assert everything() == left


@pytest.mark.rule("E5")
def test_the_address_of_a_link_is_kept_without_its_secret(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should opening ever come to be recorded, the link's token does not go into the record."""
    invitation = invite_jo(cast)
    token = token_for(invitation.pk, 1)

    def recorded(**kwargs: Any) -> bool:
        Invitation.objects.filter(pk=invitation.pk).update(title="Opened")
        return True

    monkeypatch.setattr(actions, "try_code", recorded)
    Client().post(reverse("open_invitation", args=[token]), {"code": "AAAA-AAAA"})
    url = events("invitations.Invitation")[-1].pgh_context.metadata["url"]
    assert url == "/invitation/[secret]/"


def test_behind_a_proxy_of_ones_own_the_address_is_the_visitors(cast: Cast, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    browser = sign_in(Client(REMOTE_ADDR="10.0.0.1"), cast.exec)
    form = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net", "types": ["other"]}
    browser.post(
        reverse("add_contact", args=["A9101"]),
        form,
        headers={"X-Forwarded-For": f"198.51.100.7, {FROM}"},
    )
    context = events("invitations.Invitation")[0].pgh_context.metadata
    assert context["address"] == FROM
