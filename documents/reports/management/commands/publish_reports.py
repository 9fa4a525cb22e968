"""`manage.py publish_reports`: the reports of the last month, for all ACOs."""

from typing import Any

from django.core.management.base import BaseCommand

from documents.reports.actions import publish_month


class Command(BaseCommand):
    help = "Publishes the reports of the last month that is over into Reporting of each ACO."

    def handle(self, *args: Any, **options: Any) -> None:
        published = publish_month()
        self.stdout.write(f"{published} ACOs have the reports of the last month now.")
