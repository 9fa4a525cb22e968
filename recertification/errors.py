"""What the yearly review refuses, in words for the person who asked."""


class ReviewError(Exception):
    """An answer that cannot be given; the text says why."""
