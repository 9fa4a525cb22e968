"""`manage.py healthy [PART...]`: `/healthz/` for a container's health check."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from acoms.operations.health import PARTS, state_of_parts


class Command(BaseCommand):
    help = "Ends with exit code 1 and names the parts that are down, if any is."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")

    def handle(self, *args: Any, parts: list[str], **options: Any) -> None:
        if unknown := set(parts) - set(PARTS):
            raise CommandError(f"There is no part {', '.join(sorted(unknown))}.")
        states = state_of_parts(parts or PARTS)
        if down := [part for part, state in states.items() if state != "fine"]:
            raise CommandError(f"down: {', '.join(down)}")
        self.stdout.write("fine")
