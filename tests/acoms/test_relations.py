"""A lower room cannot read a higher one by the way back of a foreign key."""

import pytest

from acoms.database.relations import relations_are_hidden, shown_among
from contacts.models import Contact, HeldType


def test_no_foreign_key_into_another_app_has_a_way_back() -> None:
    assert relations_are_hidden() == []


def test_one_that_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    way_back = Contact._meta.get_field("person").remote_field
    assert way_back is not None
    monkeypatch.setitem(way_back.__dict__, "hidden", False)
    (error,) = shown_among([Contact, HeldType])
    assert error.msg == "contacts.Contact.person gives accounts.Person, of another app, a way back."
    assert error in relations_are_hidden()
