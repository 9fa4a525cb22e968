"""Celery's door to sign-ins at websites."""

from celery import shared_task

from qpp_roles.openid.actions import forget_old_sign_ins
from qpp_roles.openid.actions.telling import send_due_notices


@shared_task
def tell_websites() -> None:
    """Tell websites of sign-ins that have ended. Beat runs it every few seconds."""
    send_due_notices()


@shared_task
def forget_sign_ins() -> None:
    """Delete tokens that have run out and sign-ins that are over. Beat runs it every hour."""
    forget_old_sign_ins()
