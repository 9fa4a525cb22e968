"""`manage.py send_feedback_letters YEAR NUMBER --as USER_ID`: the letters of a cycle."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from acoms.once.shown import fingerprint
from participants.changes.errors import ChangeError
from participants.deciding.actions import send_letters
from participants.deciding.queries import letters_to_send, shown_of_letters
from participants.years.models import FeedbackCycle


class Command(BaseCommand):
    help = (
        "Sends each ACO that submitted requests in a feedback cycle its letter, which says of each "
        "request how it stands (rule C5). What was sent already stays as it is."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, help="the performance year")
        parser.add_argument("number", type=int, choices=(1, 2), help="the cycle's")
        parser.add_argument(
            "--as",
            dest="acting",
            required=True,
            metavar="USER_ID",
            help="who of CMS staff sends them",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say who gets one; send nothing"
        )

    def handle(
        self, *args: Any, year: int, number: int, acting: str, dry_run: bool, **options: Any
    ) -> None:
        person = Person.objects.filter(user_id=acting).first()
        if person is None:
            raise CommandError(f"Nobody here has the user ID {acting}.")
        cycle = FeedbackCycle.objects.filter(performance_year=year, number=number).first()
        if cycle is None:
            raise CommandError(f"There is no cycle {number} of {year}.")
        letters = letters_to_send(cycle)
        for one in letters:
            self.stdout.write(f"{one.aco}: requests {one.requests}, waiting for CMS {one.waiting}")
        if dry_run:
            self.stdout.write(f"{len(letters)} letters would be sent. Nothing was.")
            return
        try:
            shown = fingerprint(shown_of_letters(letters))
            sent = send_letters(acting_person=person, cycle=cycle, shown=shown)
        except (ChangeError, Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{sent} letters were sent: {cycle}.")
