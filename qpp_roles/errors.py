"""Why an action of this room was not done, in words for whoever asked."""


class QppError(ValueError):
    """Refused by a rule. The text says why, and what to do."""


class NotValidated(QppError):
    """The first Security Official's facts do not fit; it does not say which (rule D6)."""
