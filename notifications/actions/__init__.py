"""Every write to the outbox: telling someone, gathering, the weekly digest, and sending."""

from notifications.actions.telling import (
    Recipient,
    Telling,
    choose_mail,
    mark_all_read,
    notify,
    notify_all,
)

__all__ = ["Recipient", "Telling", "choose_mail", "mark_all_read", "notify", "notify_all"]
