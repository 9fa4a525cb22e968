"""Celery's door to tokens."""

from celery import shared_task

from api.tokens.actions import forget_tokens


@shared_task
def forget() -> None:
    """Delete tokens that have run out. Beat runs it every ten minutes."""
    forget_tokens()
