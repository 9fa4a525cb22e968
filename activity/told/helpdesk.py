"""Messages to the SSP Helpdesk."""

from activity import rules
from activity.source import Source, events_of


def told() -> list[Source]:
    return [
        Source(
            events=events_of("helpdesk.Message"),
            aco="",
            part_of="ticket",
            say=rules.say_helpdesk_message,
        )
    ]
