"""`manage.py open_signing_event NUMBER --as USER_ID`: open an event, and say who lacks whom."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from acoms.once.shown import fingerprint
from signing.actions import open_event, open_ready, shown_to_open
from signing.errors import SigningError
from signing.models import SigningEvent
from signing.queries import lacking


class Command(BaseCommand):
    help = (
        "Opens a Signing Event that CMS staff have written in the admin. Prints the ACOs that lack "
        "somebody who signs, and whom: for those it opens by itself once they have (rules A15, F1)."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="the event's, as in its address in the admin")
        parser.add_argument(
            "--as",
            dest="acting",
            required=True,
            metavar="USER_ID",
            help="who of CMS staff opens it",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="only say who lacks whom; open nothing"
        )

    def handle(self, *args: Any, number: int, acting: str, dry_run: bool, **options: Any) -> None:
        person = Person.objects.filter(user_id=acting).first()
        if person is None:
            raise CommandError(f"Nobody here has the user ID {acting}.")
        event = SigningEvent.objects.filter(pk=number).first()
        if event is None:
            raise CommandError(f"There is no Signing Event number {number}.")
        shown = fingerprint(shown_to_open(event))
        waiting, acos = self._say_who_lacks_whom(event)
        if dry_run:
            self.stdout.write(f"{event}: {waiting} of {acos} ACOs would wait. Nothing was opened.")
            return
        try:
            open_event(acting_person=person, event=event, shown=shown)
        except (SigningError, Refused) as error:
            raise CommandError(str(error)) from None
        open_ready()
        self.stdout.write(f"{event} is open. {waiting} of {acos} ACOs wait for somebody who signs.")

    def _say_who_lacks_whom(self, event: SigningEvent) -> tuple[int, int]:
        """How many ACOs lack somebody, and how many there are."""
        acos = [own.aco for own in event.aco_events.select_related("aco").order_by("aco__aco_id")]
        missing = lacking([aco.pk for aco in acos])
        for aco in acos:
            if types := missing[aco.pk]:
                self.stdout.write(f"{aco} lacks {', '.join(row.label for row in types)}")
        return sum(bool(types) for types in missing.values()), len(acos)
