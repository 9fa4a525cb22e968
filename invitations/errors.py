"""What invitation actions refuse, in words for the person who asked."""


class InvitationError(Exception):
    """Something the rules do not allow; the text says why and what to do instead.

    `field` names the form field it belongs to, or is "" for the form as a whole.
    """

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field
