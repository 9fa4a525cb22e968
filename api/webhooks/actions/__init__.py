"""Every write to webhooks: by Credential Delegates, by what happens, and by sending."""

from api.webhooks.actions.managing import (
    Made,
    create_webhook,
    delete_webhook,
    rotate_secret,
    send_again,
    send_test,
    shown_to_rotate,
    turn_on,
)
from api.webhooks.actions.recording import record
from api.webhooks.actions.sending import forget_old, send_due

__all__ = [
    "Made",
    "create_webhook",
    "delete_webhook",
    "forget_old",
    "record",
    "rotate_secret",
    "send_again",
    "send_due",
    "send_test",
    "shown_to_rotate",
    "turn_on",
]
