"""Webhooks of ACOs."""

from django.db.models import Q

from activity import of_webhooks
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of


def told() -> list[Source]:
    return [
        Source(
            events=events_of("api_webhooks.Webhook"),
            concerned=("made_by_id",),
            steps=(
                Step(Kind.WEBHOOK_ADDED, INSERTED),
                Step(Kind.WEBHOOK_ROTATED, Q(rotated_at__isnull=False), ("rotated_at",)),
                Step(Kind.WEBHOOK_DELETED, Q(ended_at__isnull=False), ("ended_at",)),
                Step(Kind.WEBHOOK_OFF, Q(off_at__isnull=False), ("off_at",)),
            ),
            otherwise=Kind.WEBHOOK_CHANGED,
            say=of_webhooks.say_webhook,
            search=("url",),
        ),
    ]
