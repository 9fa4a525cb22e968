"""Why an action of this room was not done, in words for whoever asked."""

from acoms.text.refusals import Refusal


class QppError(Refusal):
    """Refused by a rule. The text says why, and what to do."""


class Overtaken(QppError):
    """What the page asked for is not what is needed any more: it is to be shown again."""


class AlreadyAnswered(QppError):
    """Somebody answered the request first, or it was withdrawn; the text says who and when."""


class AlreadyEnded(QppError):
    """Somebody ended the role first; the text says who and when."""
