"""`manage.py send_message`: a message to many ACOs, written on the server."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import Person
from acoms.access import Refused
from acoms.programme.identifiers import read_aco_id
from acoms.text.refusals import Refusal
from documents.correspondence.actions.composing import attach_file, save_draft
from documents.correspondence.actions.sending import confirm_message, withdraw_message
from documents.correspondence.kinds import MessageKind
from documents.correspondence.models import Message
from documents.correspondence.queries import preview_of
from documents.correspondence.rules import RECEIVING, To


class Command(BaseCommand):
    help = (
        "Writes a message to ACOs in the name of CMS staff. It says who gets it, and sends it only "
        "with --send; a worker does the sending."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--by", required=True, metavar="USER", help="user ID of CMS staff")
        parser.add_argument("--subject", required=True)
        parser.add_argument(
            "--text", required=True, type=Path, metavar="FILE", help="- for standard input"
        )
        parser.add_argument("--kind", default="general", choices=[one.value for one in MessageKind])
        parser.add_argument(
            "--acos", type=Path, metavar="FILE", help="ACO IDs, one a line; without it, all ACOs"
        )
        parser.add_argument(
            "--mail-to", action="append", default=[], choices=RECEIVING, metavar="TYPE"
        )
        parser.add_argument("--attach", action="append", default=[], type=Path, metavar="FILE")
        parser.add_argument("--may-answer", action="store_true")
        parser.add_argument("--send", action="store_true", help="send it; else it is only shown")

    def handle(self, *args: Any, **options: Any) -> None:
        person = Person.objects.filter(user_id=options["by"].lower()).first()
        if person is None:
            raise CommandError(f"Nobody has the user ID {options['by']}.")
        try:
            message = self._written(person, options)
            self._say(message)
            if options["send"]:
                confirm_message(acting_person=person, message=message)
                self.stdout.write("It is on its way: a worker sends it.")
            else:
                withdraw_message(acting_person=person, message=message)
                self.stdout.write("Only shown, nothing is sent. Add --send to send it.")
        except (OSError, UnicodeDecodeError, Refusal, Refused) as error:
            raise CommandError(str(error)) from None

    def _written(self, person: Person, options: dict[str, Any]) -> Message:
        message = Message(
            kind=options["kind"],
            subject=options["subject"],
            body=_text(options["text"]),
            named_types=options["mail_to"],
            may_answer=options["may_answer"],
            to=(To.LISTED if options["acos"] else To.ALL).value,
            aco_ids=_aco_ids(options["acos"]) if options["acos"] else [],
        )
        save_draft(acting_person=person, message=message)
        for file in options["attach"]:
            attach_file(
                acting_person=person, message=message, name=file.name, content=file.read_bytes()
            )
        return message

    def _say(self, message: Message) -> None:
        preview = preview_of(message)
        self.stdout.write(
            f"{len(preview.acos):,} ACOs, {preview.people:,} people, {preview.mailed:,} e-mails."
        )
        for one in preview.without_people:
            self.stdout.write(f"Nobody receives messages at {one.aco}.")


def _text(path: Path) -> str:
    return sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")


def _aco_ids(path: Path) -> list[str]:
    try:
        return [read_aco_id(line) for line in path.read_text("utf-8").split()]
    except ValueError as error:
        raise CommandError(f"{path}: {error}") from None
