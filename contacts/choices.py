"""How the 22 contact types are offered on a form: with what each brings, or why it is not."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from acoms.site.forms import ChoiceText
from contacts.access import AcoAccess
from contacts.confirmation import confirmation_needed, confirmers_among, signing_in
from contacts.rules import (
    CONFIRMED_PLACES,
    POWERS,
    Elsewhere,
    confirms_first,
    either,
    grantors_of,
    may_grant,
    refusal_of_one_person,
)
from contacts.types import ALL_CODES, CHOICES, ContactType, by_group

Choices = list[tuple[str, list[tuple[str, ChoiceText]]]]


WHEN_ACTIVATED = "the new contact takes over when they activate"
AT_ONCE = "this contact takes over right away"
AFTER_CONFIRMATION = "then this contact is invited and takes over when they activate."
MISSING = "Required and missing"
NOT_ONESELF = "Nobody gives themselves this. Another administrator can."


def type_choices(
    access: AcoAccess,
    *,
    held: Collection[str] = (),
    takes_over: str = WHEN_ACTIVATED,
    own: bool = False,
    elsewhere: Sequence[Elsewhere] = (),
    missing_first: bool = False,
) -> Choices:
    """All types under their groups' names, as `access` may give them; one query (A1, A4-A6).

    A type of `held`, which the contact has already, stays on offer whoever may give it. A type
    that may not be given names who in this ACO could; one that somebody else holds alone says when
    it is handed over; one that the same person may not hold because of what they are `elsewhere`
    says so (A3). `missing_first` puts the required types that the ACO lacks into a group of their
    own, before the others (A16).
    """
    holders = access.holders(ALL_CODES)
    missing = {row.code for row in access.missing}
    confirmed = _confirmed_first(access, held)

    def who_could(row: ContactType) -> str:
        return "" if may_grant(access.held, row.code) else _who_could(row, holders)

    def described(row: ContactType) -> ChoiceText:
        unavailable = ""
        if row.code not in held:
            unavailable = NOT_ONESELF if own and row.code in POWERS else who_could(row)
            unavailable = unavailable or refusal_of_one_person([row.code], elsewhere)
        hint = row.description
        if row.single and row.code in holders and row.code not in held:
            hint += f" Held by {holders[row.code][0]}"
            hint += "." if unavailable or row.code in confirmed else f": {takes_over}."
        if row.code in confirmed and not unavailable:
            hint += f" {confirms_first(confirmed[row.code])}; {AFTER_CONFIRMATION}"
        return ChoiceText(
            label=row.label,
            hint=hint,
            flag="Required and missing" if row.code in missing and not missing_first else "",
            badges=row.badges,
            unavailable=unavailable,
        )

    first = missing if missing_first else set()
    groups = {
        MISSING: [row for rows in by_group().values() for row in rows if row.code in first],
        **{
            str(group): [row for row in rows if row.code not in first]
            for group, rows in by_group().items()
        },
    }
    return [
        (group, [(row.code, described(row)) for row in rows])
        for group, rows in groups.items()
        if rows
    ]


def types_across(acos: Collection[AcoAccess]) -> Choices:
    """All types under their groups' names, for several ACOs at once (J5); no query.

    A type that may be given in none of them is not on offer. Whether it may be in each, and who
    holds it there, is said once the ACOs are chosen.
    """
    held = {code for one in acos for code in one.held}
    lack = Counter(row.code for one in acos for row in one.missing)

    def described(row: ContactType) -> ChoiceText:
        return ChoiceText(
            label=row.label,
            hint=row.description,
            flag=f"Missing in {lack[row.code]} of your ACOs" if row.code in lack else "",
            badges=row.badges,
            unavailable="" if may_grant(held, row.code) else _who_could(row, {}),
        )

    return [
        (str(group), [(row.code, described(row)) for row in rows])
        for group, rows in by_group().items()
    ]


def _confirmed_first(access: AcoAccess, held: Collection[str]) -> dict[str, str]:
    """Who confirms the types that the viewer gives only with a confirmation, by code (A5)."""
    need = confirmation_needed(access.aco, access.held, CONFIRMED_PLACES - set(held))
    signing = signing_in(access.aco) if need else []
    return {code: confirmers_among(signing, [code]) for code in need.codes}


def _who_could(row: ContactType, holders: Mapping[str, Sequence[str]]) -> str:
    """Who could give a type that this administrator may not: types, and the people here."""
    return f"Only {either(grantors_of(row.code))} can add this.{grantors_here(row.code, holders)}"


def grantors_here(code: str, holders: Mapping[str, Sequence[str]]) -> str:
    """The people of an ACO who could give a type, as a sentence that follows another one."""
    names = {name for one in grantors_of(code) for name in holders.get(one, ())}
    return f" In this ACO: {', '.join(sorted(names))}." if names else ""


@cache
def type_options(chosen: str) -> SafeString:
    """The contact types as the options of a filter, with `chosen` (a code or "") chosen.

    Drawn once for each choice: they are the same on every page.
    """
    option, chosen_option = (
        f'<option value="{{}}"{mark}>{{}}</option>' for mark in ("", " selected")
    )
    return format_html_join(
        "",
        "{}",
        (
            (format_html(chosen_option if code == chosen else option, code, label),)
            for code, label in CHOICES
        ),
    )
