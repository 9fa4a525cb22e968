"""What is said of webhooks; pure Python."""

from activity.rules import Facts, Kind


def say_webhook(facts: Facts) -> str:
    url = facts.now["url"]
    return {
        Kind.WEBHOOK_ADDED: f"{facts.actor} added the webhook {url}",
        Kind.WEBHOOK_ROTATED: f"{facts.actor} rotated the secret of the webhook {url}",
        Kind.WEBHOOK_DELETED: f"{facts.actor} deleted the webhook {url}",
        Kind.WEBHOOK_OFF: f"The webhook {url} was turned off: nothing reached it",
    }.get(facts.kind, f"{facts.actor} turned the webhook {url} on again")
