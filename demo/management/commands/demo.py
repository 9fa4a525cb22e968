"""`manage.py demo`: the made-up ACOs and people of `demo.cast`. Running it again adds nothing."""

import csv
import io
from typing import Any

import pghistory
from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from contacts.actions import give_types, load_acos
from contacts.facts import Facts, attestations_for
from contacts.imports import read_acos
from contacts.models import Aco, Contact
from contacts.types import ALL_CODES
from demo.cast import ACOS, CAST, PASSWORD, Player
from demo.changes import load_changes, load_years
from demo.correspondence import load_messages
from demo.credentials import load_credentials
from demo.files import load_files
from demo.library import load_library
from demo.organizations import load_organizations
from demo.participants import load_participants
from demo.past import load_past
from demo.qpp import put_in_organizations
from demo.screening import load_screening
from demo.signing import load_signing_event
from demo.webhooks import load_webhooks
from documents.reports.actions import publish_month
from invitations.actions import Invitee, invite
from invitations.models import Invitation

READERS = ("dana.rivera", "sam.ortiz", "lee.park")
EVERY_FACT = Facts(
    attested=frozenset(one.code for one in attestations_for(ALL_CODES)), public_phone="410-555-0100"
)


class Command(BaseCommand):
    help = "Loads made-up ACOs and people to try the system with (local mode only)."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        load_acos(acting="demo data", rows=read_acos(_as_csv())[0])
        with pghistory.context(action="demo data"):
            people = {player.user_id: _person(player) for player in CAST}
        # From here on each action is an entry of its own in the history.
        acos = {aco.aco_id: aco for aco in Aco.objects.all()}
        for player in CAST:
            for aco_id, codes in player.holds.items():
                if not Contact.objects.filter(
                    person=people[player.user_id], aco=acos[aco_id]
                ).exists():
                    give_types(
                        acting_person=people["casey.staff"],
                        aco=acos[aco_id],
                        person=people[player.user_id],
                        codes=codes,
                        given_by=None,
                        title=player.title,
                        phone="555-0100",
                        facts=EVERY_FACT,
                    )
        _open_invitations(people, acos["A9001"], acos["A9002"])
        load_organizations()
        load_participants()
        load_years(people["casey.staff"])
        load_changes(acos["A9001"], people)
        load_files(acos["A9001"], people["casey.staff"])
        load_screening(people["casey.staff"])
        put_in_organizations(people)
        load_signing_event(people, acos)
        load_messages(acos["A9001"], people)
        load_past(list(acos.values()), people["casey.staff"])
        load_credentials(acos["A9001"], people["karl.lindgren"])
        load_webhooks(acos["A9001"], people["karl.lindgren"])
        publish_month()
        load_library(people["casey.staff"], [people[name] for name in READERS])
        self.stdout.write(f"Demo data: {len(ACOS)} ACOs, {len(CAST)} people.")


def _as_csv() -> io.StringIO:
    """The demo ACOs in the form of the public list, so that one reader serves both."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(ACOS[0]))
    writer.writeheader()
    writer.writerows(ACOS)
    text.seek(0)
    return text


def _person(player: Player) -> Person:
    """The player's account: identity proven, password and authenticator app in place."""
    person = Person.objects.filter(user_id=player.user_id).first()
    if person is None:
        person = Person.objects.create_user(
            player.user_id,
            player.email,
            PASSWORD,
            first_name=player.first_name,
            last_name=player.last_name,
            staff_role=player.staff_role,
            proofed_at=timezone.now(),
            proofed_by="demo data",
        )
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    AuthenticatorApp.objects.get_or_create(user=person, confirmed=True)
    RecoveryCodes.objects.get_or_create(user=person, defaults={"saved_at": timezone.now()})
    return person


def _open_invitations(people: dict[str, Person], lakeside: Aco, harbor: Aco) -> None:
    """One invitation to somebody new, and one to somebody with an account."""
    if Invitation.objects.filter(aco__in=[lakeside, harbor]).exists():
        return
    invite(
        acting_person=people["sam.ortiz"],
        aco=lakeside,
        invitee=Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net"),
        codes=["quality_secondary"],
    )
    invite(
        acting_person=people["hugo.marchetti"],
        aco=harbor,
        invitee=Invitee(first_name="Lee", last_name="Park", email="lee.park@example.org"),
        codes=["it_primary"],
    )
