"""What models with somebody's name have in common: the rules of `acoms.text.names` and
`acoms.text.lines` in Django's words."""

from functools import reduce
from operator import and_

from django.core.exceptions import ValidationError
from django.db.models import Q

from acoms.text.lines import SPELLED
from acoms.text.names import problem_with_name


def validate_name(part: str) -> None:
    """For models: `validators=[validate_name]`."""
    if problem := problem_with_name(part):
        raise ValidationError(problem, code="unreadable_name")


def on_one_line(*fields: str) -> Q:
    """A constraint's condition: each field is empty, or one line as `acoms.text.lines` has it."""
    lines = (Q(**{field: ""}) | Q(**{f"{field}__regex": SPELLED}) for field in fields)
    return reduce(and_, lines)


def name_on_one_line() -> Q:
    """The same of a name, of which the last name is never empty."""
    return on_one_line("first_name", "last_name") & ~Q(last_name="")
