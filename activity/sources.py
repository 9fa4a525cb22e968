"""Which history tables the activity of ACOs and organizations is read from, and how each is said.

A room's table that stands not here but has a foreign key to an ACO or an organization is shown all
the same, in general words. To say it in better ones, write a sentence in `activity.rules` and add a
`Source` in `activity.told`.
"""

from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model
from django.utils.text import capfirst
from pghistory.models import Event

from accounts.models import Person
from activity.source import Source
from activity.told import told
from contacts.models import Aco
from qpp_roles.organizations.models import Organization


def _untold(said: list[Source]) -> list[Source]:
    """Tables of other rooms that belong to an ACO or an organization, in general words."""
    known = {source.events for source in said}
    others = [_in_general_words(model) for model in event_models() if model not in known]
    return [source for source in others if source.aco or source.organization]


def event_models() -> list[Any]:
    """The history tables."""
    return [model for model in apps.get_models() if issubclass(model, Event)]


def _in_general_words(model: Any) -> Source:
    return Source(
        events=model,
        aco=_leading_to(model, Aco),
        organization=_leading_to(model, Organization),
        concerned=_people(model),
    )


def source_of(model: type[Model]) -> Source | None:
    """How the history of rows of a model is read; None where it has none."""
    own = model._meta.concrete_model
    events = next((one for one in event_models() if one.pgh_tracked_model is own), None)
    if events is None:
        return None
    said = next((source for source in sources() if source.events is events), None)
    return said or _in_general_words(events)


def parts_of(model: type[Model]) -> list[Source]:
    """The tables whose rows are parts of a model's."""
    own = model._meta.concrete_model
    return [
        source
        for source in sources()
        if source.part_of and source.tracked._meta.get_field(source.part_of).related_model is own
    ]


def _leading_to(model: Any, target: Any) -> str:
    """The column of a history table that names an ACO or an organization, or ""."""
    columns = (
        one.attname
        for one in model._meta.concrete_fields
        if one.name in ("aco", "organization", "practice")
        and isinstance(one, ForeignKey)
        and one.related_model is target
    )
    return next(columns, "")


def _people(model: Any) -> tuple[str, ...]:
    return tuple(
        f.attname
        for f in model._meta.concrete_fields
        if isinstance(f, ForeignKey) and f.related_model is Person
    )


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """All tables, in the order in which rows of one moment are shown."""
    said = told()
    return (*said, *_untold(said))


def words_of_table(name: str) -> str:
    """What a history table keeps, for people: `contacts_heldtypeevent` keeps held contact types."""
    found = (one for one in event_models() if one._meta.db_table == name)
    kept = next((str(one.pgh_tracked_model._meta.verbose_name_plural) for one in found), name)
    return capfirst(kept)
