"""What an ACO's programs hear of its contacts: that they are others, or hold other types."""

from collections.abc import Iterable

from acoms.api.happenings import Happening, tell

CHANGED = Happening("contacts.changed", "Contacts", "Somebody's contact types or details changed.")


def tell_programs(aco_ids: Iterable[int]) -> None:
    """Tell that contacts of these ACOs changed."""
    tell(CHANGED, sorted(set(aco_ids)))
