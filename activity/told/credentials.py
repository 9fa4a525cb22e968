"""API credentials: a row for each ACO tells what was done with them."""

from django.db.models import Q

from activity.of_credentials import say_credentials
from activity.rules import Kind
from activity.source import Source, Step, events_of, of_row
from api.credentials.rules import Change

_KINDS = {
    Change.CREATED: Kind.CREDENTIALS_CREATED,
    Change.ROTATED: Kind.CREDENTIALS_ROTATED,
    Change.ADDRESSES: Kind.CREDENTIALS_ADDRESSES,
    Change.TAKEN_OVER: Kind.CREDENTIALS_TAKEN_OVER,
    Change.DELETED: Kind.CREDENTIALS_DELETED,
    Change.ENDED_BY_CMS: Kind.CREDENTIALS_ENDED,
}


def told() -> list[Source]:
    return [
        Source(
            events=events_of("api_credentials.CredentialsAco"),
            also={
                "credentials_name": of_row("api_credentials.Credentials", "credentials_id", "name")
            },
            concerned=("delegate_id",),
            steps=tuple(
                Step(kind, Q(last_change=change.value), ("last_change", "changed_at"))
                for change, kind in _KINDS.items()
            ),
            say=say_credentials,
        )
    ]
