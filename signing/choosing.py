"""Which ACOs an event is for: by a list of IDs, or by what is known of them (rule F1)."""

import re
from dataclasses import dataclass

from django.db.models import Q

from acoms.text.folding import Folded
from contacts.models import Aco


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What CMS staff asked for. Facts that are empty do not narrow it down."""

    ids: str = ""
    track: str = ""
    state: str = ""
    agreement_period: int | None = None
    everyone: bool = False


def acos_chosen(choice: Choice) -> list[Aco]:
    """The ACOs by name. ValueError says what is missing, or which ID is none."""
    ids = re.findall(r"[^\s,;]+", choice.ids.upper())
    if ids:
        return _by_id(ids)
    facts = Q()
    if choice.track:
        facts &= Q(track=choice.track)
    if choice.state:
        facts &= Q(service_area__contains=[choice.state])
    if choice.agreement_period is not None:
        facts &= Q(agreement_period=choice.agreement_period)
    if not facts and not choice.everyone:
        raise ValueError("Choose ACOs: all of them, by ID, or by track, state or agreement period.")
    found = list(Aco.objects.filter(facts).order_by(Folded("name"), "aco_id"))
    if not found:
        raise ValueError("No ACOs match.")
    return found


def _by_id(ids: list[str]) -> list[Aco]:
    found = list(Aco.objects.filter(aco_id__in=ids).order_by(Folded("name"), "aco_id"))
    known = {aco.aco_id for aco in found}
    unknown = sorted({one for one in ids if one not in known})
    if unknown:
        raise ValueError(f"There is no ACO {', '.join(unknown[:10])}.")
    return found
