"""What Credential Delegates do with their ACO's webhooks (rule A6, decision 96)."""

import base64
import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

import pghistory
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.actions import refusal_of_code
from accounts.models import Person
from acoms.api.happenings import happenings
from acoms.once.shown import refusal_of_change
from acoms.operations.nudging import nudge
from api.webhooks import notices
from api.webhooks.actions.recording import SENDING
from api.webhooks.actions.sending import give_up
from api.webhooks.errors import WebhookError
from api.webhooks.models import Webhook, WebhookDelivery
from api.webhooks.rules import MOST, SECRET_BYTES, SECRET_PREFIX, TEST, problem_with_port
from contacts.access import held_now, require
from contacts.actions import lock_aco
from contacts.models import Aco
from contacts.permissions import Permission
from qpp_roles.openid.rules import problem_with_uri

_GONE = "This webhook was deleted. Add it again if a program still needs it."


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook with its new secret, which is shown now and never again (rule E5)."""

    webhook: Webhook
    secret: str


def create_webhook(
    *, acting_person: Person, aco: Aco, url: str, codes: Collection[str], code: str
) -> Made:
    """A new webhook of the ACO. Raises Refused, WebhookError, and AccountError for the code."""
    with transaction.atomic(), _said("add webhook", acting_person):
        _may(acting_person, aco)
        made = _judged(aco, url.strip(), codes)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            made.made_by, made.secret = acting_person, _new_secret()
            made.save()
            notices.tell_change(made, "added", acting_person)
            return Made(made, made.secret)
    raise refused


def shown_to_rotate(webhook: Webhook) -> dict[str, object]:
    """What a page shows before the secret is rotated (`acoms.once.shown`)."""
    return {"the secret": webhook.rotated_at}


def rotate_secret(
    *, acting_person: Person, aco: Aco, webhook: Webhook, code: str, shown: str | None
) -> Made:
    """A new secret; the one before signs too for a day. Raises as `create_webhook`."""
    with transaction.atomic(), _said("rotate secret of webhook", acting_person):
        locked = _locked(acting_person, aco, webhook)
        if changed := refusal_of_change(shown, lambda: shown_to_rotate(locked)):
            raise WebhookError(changed)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            locked.secret, locked.secret_before = _new_secret(), locked.secret
            locked.rotated_at = timezone.now()
            locked.save(update_fields=["secret", "secret_before", "rotated_at"])
            notices.tell_change(locked, "rotated", acting_person, what="webhook secret")
            return Made(locked, locked.secret)
    raise refused


def delete_webhook(*, acting_person: Person, aco: Aco, webhook: Webhook, code: str) -> None:
    """Nothing more is sent there, from this moment on. Raises as `create_webhook`."""
    with transaction.atomic(), _said("delete webhook", acting_person):
        locked = _locked(acting_person, aco, webhook)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            now = timezone.now()
            locked.ended_at = now
            locked.save(update_fields=["ended_at"])
            give_up(locked, now, "The webhook was deleted.")
            notices.tell_change(locked, "deleted", acting_person)
            return
    raise refused


def turn_on(*, acting_person: Person, aco: Aco, webhook: Webhook, code: str) -> None:
    """What happens from now on is sent there again. Raises as `create_webhook`."""
    with transaction.atomic(), _said("turn on webhook", acting_person):
        locked = _locked(acting_person, aco, webhook)
        refused = refusal_of_code(acting_person, code)
        if refused is None:
            locked.off_at = locked.failing_since = None
            locked.save(update_fields=["off_at", "failing_since"])
            return
    raise refused


@transaction.atomic
def send_test(*, acting_person: Person, aco: Aco, webhook: Webhook) -> None:
    """Send something that says it is a test. Raises Refused, WebhookError."""
    locked = _turned_on(acting_person, aco, webhook)
    WebhookDelivery.objects.create(webhook=locked, code=TEST, subject=str(uuid.uuid4()))
    nudge(SENDING)


@transaction.atomic
def send_again(*, acting_person: Person, aco: Aco, delivery: WebhookDelivery) -> None:
    """Send what is over once more, under the same id. Raises Refused, WebhookError."""
    _turned_on(acting_person, aco, delivery.webhook)
    over = WebhookDelivery.objects.filter(pk=delivery.pk).exclude(
        delivered_at=None, given_up_at=None
    )
    over.update(
        due_at=timezone.now(),
        attempts=0,
        tried_at=None,
        status=None,
        failure="",
        delivered_at=None,
        given_up_at=None,
    )
    nudge(SENDING)


def _said(action: str, person: Person) -> pghistory.context:
    return pghistory.context(action=action, acting_person=person.pk)


def _new_secret() -> str:
    return SECRET_PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def _may(person: Person, aco: Aco) -> None:
    lock_aco(aco)
    require(held_now(person.pk, aco.pk), Permission.API_CREDENTIALS_MANAGE)


def _locked(person: Person, aco: Aco, webhook: Webhook) -> Webhook:
    _may(person, aco)
    locked = Webhook.objects.select_for_update(no_key=True).get(pk=webhook.pk, aco=aco)
    if locked.ended_at is not None:
        raise WebhookError(_GONE)
    return locked


def _turned_on(person: Person, aco: Aco, webhook: Webhook) -> Webhook:
    locked = _locked(person, aco, webhook)
    if locked.off_at is not None:
        raise WebhookError("This webhook is turned off. Turn it on first.")
    return locked


def _judged(aco: Aco, url: str, codes: Collection[str]) -> Webhook:
    """What would be made. Raises WebhookError."""
    inside = settings.WEBHOOKS_REACH_INSIDE
    problem = problem_with_uri(url, local_mode=inside)
    if not problem and not inside:
        problem = problem_with_port(urlsplit(url).port)
    if problem:
        raise WebhookError(problem, "url")
    known = {one.code for one in happenings()}
    if not codes or set(codes) - known:
        raise WebhookError("Choose what the program is told of.", "codes")
    there = Webhook.objects.open().filter(aco=aco)
    if there.filter(url=url).exists():
        raise WebhookError("This ACO has a webhook with this address already.", "url")
    if there.count() >= MOST:
        raise WebhookError(f"An ACO has {MOST} webhooks at most. Delete one that is not used.")
    return Webhook(aco=aco, url=url, codes=sorted(codes))
