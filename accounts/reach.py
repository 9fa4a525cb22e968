"""Where people can have access, as the rooms above say it: this floor knows no ACOs and no
organizations. They register in their `AppConfig.ready()`."""

from collections.abc import Callable, Collection

HasAccess = Callable[[int], bool]
WithAccess = Callable[[Collection[int]], set[int]]

_access: list[HasAccess] = []
_among: list[WithAccess] = []


def register_access(has_access: HasAccess, with_access: WithAccess) -> None:
    """`has_access(person_id)` says whether the person can reach anything in the room now, and
    `with_access(person_ids)` who of many can; one query each."""
    _access.append(has_access)
    _among.append(with_access)


def holds_access(person_id: int) -> bool:
    """Whether the person can reach anything in any room now."""
    return any(has_access(person_id) for has_access in _access)


def who_hold_access(person_ids: Collection[int]) -> set[int]:
    """Who of many people can reach anything in any room now; a query for each room."""
    return set[int]().union(*(with_access(person_ids) for with_access in _among))
