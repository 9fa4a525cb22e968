"""Celery's door to webhooks."""

from celery import shared_task

from api.webhooks.actions import forget_old, send_due


@shared_task
def send_webhooks() -> None:
    """Send what is due. A change nudges it, and beat runs it every few seconds."""
    send_due()


@shared_task
def forget_deliveries() -> None:
    """Delete what pages show no more, and secrets that sign no more. Beat runs it every night."""
    forget_old()
