"""No room stands outside the import contracts of pyproject.toml."""

from acoms.database.autodetector import our_apps
from tests.reached import linted

LINTED = linted()
ROOMS = set(LINTED["root_packages"])


def test_every_installed_room_is_linted_and_has_its_floor() -> None:
    floors = next(one for one in LINTED["contracts"] if "dashboard" in one.get("layers", ()))
    assert {config.name.split(".")[0] for config in our_apps()} == ROOMS
    assert set(floors["layers"]) == ROOMS


def test_rings_are_looked_for_in_every_room() -> None:
    rings = next(one for one in LINTED["contracts"] if one["type"] == "acyclic_siblings")
    assert set(rings["ancestors"]) == ROOMS


def test_what_has_floors_of_its_own_leaves_nothing_out() -> None:
    inside = [one for one in LINTED["contracts"] if "containers" in one]
    assert {room for one in inside for room in one["containers"] if one["exhaustive"]} == {
        "acoms",
        "invitations",
        "participants",
        "qpp_roles",
    }
