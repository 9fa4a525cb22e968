"""What this room's actions refuse, in words for the person who asked."""


class ChangeError(Exception):
    """A change request, or a step of one, that the rules do not allow; the text says why."""
