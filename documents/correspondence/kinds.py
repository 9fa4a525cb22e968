"""What sort of message CMS writes to an ACO; pure Python (rule A14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from acoms.programme.vocabulary import complete
from contacts.types import Code


class MessageKind(StrEnum):
    """A kind of message; the value is what the database keeps."""

    GENERAL = "general"
    FEEDBACK_LETTER = "feedback_letter"
    BENCHMARK_NOTICE = "benchmark_notice"
    ADJUSTMENT = "adjustment"
    COMPLIANCE_NOTICE = "compliance_notice"

    @property
    def label(self) -> str:
        return KINDS[self].label

    @property
    def mails_to(self) -> frozenset[str]:
        return KINDS[self].mails_to

    @property
    def can_wait(self) -> bool:
        return KINDS[self].can_wait


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRow:
    """`mails_to` are the contact types that get the e-mail where the writer names none, and empty
    is all that receive. `can_wait` is mail that those who chose so get once a week."""

    label: str
    mails_to: frozenset[str] = frozenset()
    can_wait: bool = False


KINDS: Mapping[MessageKind, KindRow] = MappingProxyType(
    {
        MessageKind.GENERAL: KindRow(label="Message"),
        MessageKind.FEEDBACK_LETTER: KindRow(label="Feedback letter"),
        MessageKind.BENCHMARK_NOTICE: KindRow(label="Adjusted benchmark notice", can_wait=True),
        MessageKind.ADJUSTMENT: KindRow(label="Adjustment for unusual circumstances"),
        MessageKind.COMPLIANCE_NOTICE: KindRow(
            label="Compliance notice", mails_to=frozenset({Code.COMPLIANCE})
        ),
    }
)
complete(MessageKind, KINDS)

KIND_CHOICES = [(kind.value, kind.label) for kind in MessageKind]
