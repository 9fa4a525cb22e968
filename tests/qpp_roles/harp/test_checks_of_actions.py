"""Which file is imported, and who may be confirmed: each fails where it is left out (rule B4)."""

from typing import Any

import pytest

from contacts.models import HeldType
from qpp_roles.harp.actions import (
    WAITED_TOO_LONG,
    HarpRefused,
    look_at,
    look_at_text,
    prepare_harp_import,
    run_harp_import,
)
from qpp_roles.harp.models import HarpImport
from qpp_roles.harp.reading import COLUMNS
from tests.cast import Cast

pytestmark = [pytest.mark.rule("B4"), pytest.mark.django_db]


def text(n: int) -> str:
    row = f"harp.user{n},harp{n}@example.org,Harp,Number{n},A9101,Staff User,2020-03-31"
    return "\n".join([",".join(COLUMNS.values()), row])


def prepared(cast: Cast, n: int) -> HarpImport:
    cast.lakeside  # noqa: B018 - comes to be
    return prepare_harp_import(acting_person=cast.cms_staff, source="x.csv", text=text(n))


@pytest.mark.parametrize("which", [0, 1])
def test_of_two_files_the_one_that_was_confirmed_is_imported(cast: Cast, which: int) -> None:
    imports = [prepared(cast, n) for n in (0, 1)]
    run_harp_import(acting_person=cast.cms_staff, harp_import=imports[which])
    held = HeldType.objects.filter(type="qpp_staff_user")
    assert [one.contact.person.user_id for one in held] == [f"harp.user{which}"]
    waiting = HarpImport.objects.get(finished_at=None)
    assert waiting == imports[1 - which]
    assert look_at(waiting)


def test_a_file_that_was_deleted_meanwhile_is_not_imported(cast: Cast) -> None:
    waiting = prepared(cast, 0)
    HarpImport.objects.filter(pk=waiting.pk).delete()
    with pytest.raises(HarpRefused, match=WAITED_TOO_LONG):
        run_harp_import(acting_person=cast.cms_staff, harp_import=waiting)


def test_a_look_confirms_nobody_either_who_is_not_in_the_list(cast: Cast) -> None:
    look: dict[str, Any] = {"acting_person": cast.cms_staff, "text": text(0)}
    assert look_at_text(**look, confirmed=frozenset({"harp.user0"}))
    with pytest.raises(HarpRefused, match=r"has the user ID harp\.user9"):
        look_at_text(**look, confirmed=frozenset({"harp.user0", "harp.user9"}))
