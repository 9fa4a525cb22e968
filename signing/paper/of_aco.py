"""A version of a document as one ACO reads it (rules F2, F3)."""

from django.conf import settings

from contacts.models import Aco
from contacts.queries import holders_of
from contacts.types import Code
from signing.models import AcoEvent, DocumentVersion
from signing.paper.making import Paper
from signing.paper.text import Word, names_word, parts_of


def custodians(aco: Aco) -> list[str]:
    """The DUA Custodians of an ACO by name; one query."""
    return holders_of(aco, [Code.DUA_CUSTODIAN.value]).get(Code.DUA_CUSTODIAN.value, [])


def paper_of(version: DocumentVersion, own: AcoEvent) -> Paper:
    """What is read and signed; the same whenever it is made, while the ACO's facts are."""
    aco, event, text = own.aco, own.event, version.text
    facts = {
        Word.ACO: str(aco),
        Word.ACO_ID: aco.aco_id,
        Word.YEAR: str(event.performance_year),
    }
    if names_word(text, Word.CUSTODIANS):
        facts[Word.CUSTODIANS] = ", ".join(custodians(aco)) or "nobody at present"
    return Paper(
        title=version.document.title,
        aco=str(aco),
        about=f"Performance year {event.performance_year}, version {version.number}",
        parts=tuple(parts_of(text, {str(word): said for word, said in facts.items()})),
        made_at=version.written_at,
        foot=f"Questions: {settings.HELPDESK_EMAIL}, {settings.HELPDESK_PHONE}",
    )
