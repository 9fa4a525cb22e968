"""What an ACO's programs hear of its lists: that they are others than before."""

from collections.abc import Collection

from acoms.api.happenings import Happening, tell

CHANGED = Happening(
    "participants.changed",
    "Participants and providers/suppliers",
    "The ACO's list changed, for today or for another day.",
)


def tell_programs(aco_ids: Collection[int]) -> None:
    """Tell that the lists of these ACOs changed."""
    tell(CHANGED, aco_ids)
