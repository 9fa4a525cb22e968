"""Where people can have access, as the rooms above say it: this floor knows no ACOs and no
organizations. They register in their `AppConfig.ready()`."""

from collections.abc import Callable

HasAccess = Callable[[int], bool]

_access: list[HasAccess] = []


def register_access(has_access: HasAccess) -> None:
    """`has_access(person_id)` says whether the person can reach anything in the room now."""
    _access.append(has_access)


def holds_access(person_id: int) -> bool:
    """Whether the person can reach anything in any room now."""
    return any(has_access(person_id) for has_access in _access)
