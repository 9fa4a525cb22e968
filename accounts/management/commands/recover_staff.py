"""`manage.py recover_staff USER_ID --reason "…"`: the way back in for the only CMS staff."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.actions import recover_staff
from accounts.errors import AccountError
from accounts.models import Person
from accounts.notices import reset_link


class Command(BaseCommand):
    help = (
        "Opens the account of someone of CMS staff, ends its sessions, removes its second factor, "
        "and mails a link for a new password. For when there is no CMS administrator to ask."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user_id", metavar="USER_ID")
        parser.add_argument("--reason", required=True, help="why; it goes into the history")
        parser.add_argument(
            "--proven",
            metavar="REFERENCE",
            default="",
            help="you have proven the identity yourself, and where that is written down",
        )

    def handle(self, *args: Any, user_id: str, reason: str, proven: str, **options: Any) -> None:
        try:
            person = Person.objects.get_by_natural_key(user_id)
            recover_staff(person=person, reason=reason, proven=proven)
        except Person.DoesNotExist:
            raise CommandError(f"Nobody has the IDM user ID {user_id}.") from None
        except AccountError as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(
            f"{person} may sign in again. A link for a new password goes to {person.email}; if no "
            f"mail arrives: {_instead(person, proven)}\n"
            f"At the next sign-in they {'' if proven else 'prove their identity and '}set up an "
            "authenticator app."
        )


def _instead(person: Person, proven: str) -> str:
    """What does as well as the mail. A proof by hand counts only in the browser of the link."""
    if proven.strip():
        person.refresh_from_db()
        return f"give them this one yourself, {reset_link(person)}"
    return f"manage.py changepassword {person.user_id}"
