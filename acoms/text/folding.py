"""Names as people read them and type them: for putting in order, and for finding.

A folded name is in small letters, without accents, apostrophes and full stops; `&` is "and", all
other punctuation a space. The database has the same functions (`acoms/migrations`), for indexes and
for `ORDER BY`; a test holds them together.
"""

import re
import unicodedata
from typing import Any

from django.db.models import CharField, Func, Lookup, Q

# Capitals and letters that are no other letter with an accent; by hand, because what a database
# takes for a small letter depends on where it was set up.
_SMALL = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZØŁĐÐ\u0131ĦŦøłđðħŧÆŒẞÞ",
    "abcdefghijklmnopqrstuvwxyzolddihtolddhtæœßþ",
)
_SPELLED = str.maketrans({"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "&": " and "})
# Accents, apostrophes, full stops, and what nobody sees.
_NOTHING = re.compile(
    "[\u0300-\u036f\u02b9-\u02bd'`.\u2018-\u201b\u2032\u00ad\u200b-\u200f\u2060\ufeff]"
)
_SPACE = re.compile("[\x01-/:-`{-\u00bf\u00d7\u00f7\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f]+")
# Behind it stands the name in one word; no name has it, and it sorts before all that they have.
SEPARATOR = "\x1f"


def folded(name: str) -> str:
    """A name as it is compared with others: what looks or sounds alike is alike."""
    text = unicodedata.normalize("NFKD", name.replace("\N{ACUTE ACCENT}", "'"))
    text = _NOTHING.sub("", text.translate(_SMALL).translate(_SPELLED))
    return _SPACE.sub(" ", text).strip(" ")


def in_one_word(folded_name: str) -> str:
    """Without its spaces and "and": Tri-County is Tricounty, and A & S is AS."""
    return folded_name.replace(" and ", " ").replace(" ", "")


def searchable(name: str) -> str:
    """A name as it is searched: every word of it, and the whole in one word, begins after a space.

    `% oak%` finds a word's beginning, `%tricounty%` what was typed in one word, and names in the
    order of this are in order.
    """
    key = folded(name)
    return f" {key}{SEPARATOR} {in_one_word(key)}"


def is_named(name: str, typed: str) -> bool:
    """Whether all words that were typed begin words of the name, or stand in it as one word."""
    key, looked_for = searchable(name), folded(typed)
    words = [word for word in looked_for.split(" ") if word != "and"]
    if not looked_for:
        return False
    each_begins_one = bool(words) and all(f" {word}" in key for word in words)
    return each_begins_one or in_one_word(looked_for) in key


class Folded(Func):
    """A column as `folded`, in the order of its letters: for `order_by`, or an index."""

    function = "acoms_folded"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    arity = 1
    output_field = CharField()


class Searchable(Func):
    """A column as `searchable`; see `qpp_roles.organizations.search`."""

    function = "acoms_searchable"
    template = '%(function)s(%(expressions)s) COLLATE "C"'
    arity = 1
    output_field = CharField()


def searchable_of(column: str) -> Func:
    """`Searchable` for a generated column, in Django's own words: no migration imports ours."""
    return Func(
        column,
        function=Searchable.function,
        template=Searchable.template,
        output_field=CharField(),
    )


class Like(Lookup[Any]):
    """`Like(F("searched"), "% oak%")`: the pattern as it is. Folded text has no signs of one."""

    lookup_name = "like"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} LIKE {right}", (*left_params, *right_params)


@CharField.register_lookup
class Named(Lookup[Any]):
    """`name__named="americas"`: what was typed stands in the name, folded, or in it as one word.

    For some thousand rows, and for `search_fields` of the admin, which ask it of each word.
    """

    lookup_name = "named"

    def get_prep_lookup(self) -> str:
        return f"%{in_one_word(folded(str(self.rhs)))}%"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"acoms_searchable({left}) LIKE {right}", (*left_params, *right_params)


def named(column: str, typed: str) -> Q:
    """The condition that each word that was typed stands in the column's name, in any order."""
    return Q(*((f"{column}__named", word) for word in typed.split()))
