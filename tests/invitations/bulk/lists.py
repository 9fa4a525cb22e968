"""Lists of people for tests: read in, confirmed, sent."""

from collections.abc import Iterable

from accounts.models import Person
from contacts.access import held_now
from contacts.models import Aco
from invitations.bulk.actions import confirm_bulk_invitation, prepare_bulk_invitation, send_rows
from invitations.bulk.checks import Checked, check_rows, fingerprint
from invitations.bulk.models import BulkInvitation, Row
from invitations.bulk.reading import HEADINGS, read_text


def with_headings(text: str) -> str:
    return f"{','.join(HEADINGS.values())}\n{text}"


def line(n: int, types: str = "other") -> str:
    return f"Guest,Number{n},guest{n}@example.net,555-01{n % 100:02},Analyst,{types}"


def people(count: int, types: str = "other") -> str:
    return "\n".join(line(n, types) for n in range(1, count + 1))


def prepare(person: Person, aco: Aco, text: str) -> BulkInvitation:
    """The list that `person` read in."""
    return prepare_bulk_invitation(
        acting_person=person, aco=aco, source="people.csv", reading=read_text(with_headings(text))
    )


def check(bulk: BulkInvitation, person: Person) -> list[Checked]:
    return check_rows(bulk.aco, list(bulk.rows.all()), held_now(person.pk, bulk.aco_id))


def confirm(bulk: BulkInvitation, person: Person, *, good_ones_only: bool = False) -> bool:
    """What the button of the page does that shows the list as it is now."""
    return confirm_bulk_invitation(
        acting_person=person,
        bulk=bulk,
        shown=fingerprint(check(bulk, person)),
        good_ones_only=good_ones_only,
    )


def send_all(bulk: BulkInvitation) -> None:
    while send_rows(bulk.pk, 25):
        pass
    bulk.refresh_from_db()


def results(bulk: BulkInvitation) -> dict[int, str]:
    """By line below the headings: "sent", "waiting" or why not."""
    rows: Iterable[Row] = bulk.rows.all()
    return {
        row.line - 1: ("sent" if row.invitation_id else row.result) if row.done_at else "waiting"
        for row in rows
    }
