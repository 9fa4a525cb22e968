"""Celery's door to the monthly reports."""

from celery import shared_task

from documents.reports.actions import publish_month


@shared_task
def publish_monthly_reports() -> None:
    """Publish the reports of the month that is over. Beat runs it each hour, so that one that was
    killed is gone on with; a month is published once."""
    publish_month()
