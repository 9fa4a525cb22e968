"""How the 22 contact types are offered on a form: with what each brings, or why it is not."""

from acoms.forms import ChoiceText
from contacts.access import AcoAccess
from contacts.queries import single_holders
from contacts.rules import either, grantors_of, may_grant
from contacts.types import ContactType, by_group

Choices = list[tuple[str, list[tuple[str, ChoiceText]]]]


def type_choices(access: AcoAccess) -> Choices:
    """All types under their groups' names, as `access` may give them; one query (A1, A4-A6)."""
    holders = single_holders(access.aco)
    missing = {row.code for row in access.missing}

    def described(row: ContactType) -> ChoiceText:
        hint = row.description
        if holder := holders.get(row.code):
            hint += f" Held by {holder}: the new contact takes over when they activate."
        may = may_grant(access.held, row.code)
        return ChoiceText(
            label=row.label,
            hint=hint,
            flag="Required and missing" if row.code in missing else "",
            badges=row.badges,
            unavailable="" if may else f"Only {either(grantors_of(row.code))} can add this.",
        )

    return [
        (str(group), [(row.code, described(row)) for row in rows])
        for group, rows in by_group().items()
    ]
