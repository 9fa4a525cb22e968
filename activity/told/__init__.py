"""How the rows of each room's history are said, a module for each room."""

from activity.source import Source
from activity.told import (
    credentials,
    documents,
    helpdesk,
    participants,
    people,
    qpp,
    signing,
    webhooks,
)


def told() -> list[Source]:
    """All tables of which something is said, in the order in which rows of one moment are shown."""
    return [
        *people.told(),
        *participants.told(),
        *documents.told(),
        *signing.told(),
        *webhooks.told(),
        *credentials.told(),
        *qpp.told(),
        *helpdesk.told(),
    ]
