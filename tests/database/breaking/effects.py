"""Triggers that refuse nothing: what each does by itself."""

import uuid
from collections.abc import Callable
from typing import Any

from accounts.models import AuthenticatorApp, Person
from contacts.models import Contact, HeldType
from search.models import Entry
from search.registry import all_sources
from search.sources import Source
from tests.database.rows import NOW, fresh


def _epoch(person: Person) -> int:
    return Person.objects.values_list("sign_in_epoch", flat=True).get(pk=person.pk)


def epoch_grows(**values: Any) -> Callable[[], bool]:
    """A change of this kind ends the sign-ins under way."""

    def does() -> bool:
        person = fresh(Person, proofed_at=NOW, sign_in_epoch=7)
        Person.objects.filter(pk=person.pk).update(**values)
        return _epoch(person) == 8

    return does


def _epoch_never_falls() -> bool:
    person = fresh(Person, sign_in_epoch=7)
    Person.objects.filter(pk=person.pk).update(sign_in_epoch=6)
    return _epoch(person) == 7


def _a_new_app_ends_sign_ins() -> bool:
    person = fresh(Person, sign_in_epoch=7)
    fresh(AuthenticatorApp, user=person)
    return _epoch(person) == 8


def _a_removed_app_ends_sign_ins() -> bool:
    app = fresh(AuthenticatorApp)
    before = _epoch(app.user)
    AuthenticatorApp.objects.filter(pk=app.pk).delete()
    return _epoch(app.user) == before + 1


def _type_has_its_contacts_person() -> bool:
    held = fresh(HeldType, one_person=uuid.uuid4())
    held.refresh_from_db()
    return bool(held.one_person == Contact.objects.get(pk=held.contact_id).one_person)


def _type_follows_its_contact() -> bool:
    held = fresh(HeldType)
    other = fresh(Contact, aco=held.aco)
    HeldType.objects.filter(pk=held.pk).update(contact=other)
    held.refresh_from_db()
    return bool(held.one_person == Contact.objects.get(pk=other.pk).one_person)


def _entries(source: Source, key: int) -> list[str]:
    found = Entry.objects.filter(kind=source.kind, key=key)
    return list(found.values_list("searched", flat=True))


def is_searched(source: Source) -> Callable[[], bool]:
    """A row that is written has an entry."""
    return lambda: len(_entries(source, fresh(source.model).pk)) == 1


# What a row has to be so that it shows another one's words.
_OF_ANOTHER = {"change": {"kind": "remove_participant", "tin": "", "tin_hash": None}}


def is_searched_by_others_words(source: Source) -> Callable[[], bool]:
    """What a row shows of another one follows it."""

    def does() -> bool:
        (follows,) = source.follows
        other = fresh(follows.model)
        field = next(one for one in source.model._meta.fields if one.column == follows.by)
        row = fresh(source.model, **{field.name: other}, **_OF_ANOTHER.get(source.kind, {}))
        follows.model._base_manager.filter(pk=other.pk).update(**{follows.reads: "Zyx"})
        return "zyx" in _entries(source, row.pk)[0]

    return does


# Triggers that refuse nothing: what each does by itself, true if it did.
EFFECTS: dict[str, tuple[Callable[[], bool], ...]] = {
    "sign_in_epoch_grows": (
        epoch_grows(password="another"),
        epoch_grows(is_active=False),
        epoch_grows(proofed_at=None),
        _epoch_never_falls,
    ),
    "authenticator_ends_sign_ins": (_a_new_app_ends_sign_ins, _a_removed_app_ends_sign_ins),
    "held_type_of_one_person": (_type_has_its_contacts_person, _type_follows_its_contact),
    **{f"searched_{one.kind}": (is_searched(one),) for one in all_sources()},
    **{
        f"searched_{one.kind}_too": (is_searched_by_others_words(one),)
        for one in all_sources()
        if one.follows
    },
}
