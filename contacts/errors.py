"""What contact actions refuse, in words for the person who asked."""


class ContactError(Exception):
    """An action that the rules do not allow; the text says why and what to do instead."""
