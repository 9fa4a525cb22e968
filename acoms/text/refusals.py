"""What an action does not do, in words for the person who asked."""

from typing import Any, Protocol


class _Form(Protocol):
    """What a refusal is shown in: a form of Django's, which rules do not import."""

    fields: Any

    def add_error(self, field: str | None, error: Any, /) -> None: ...


class Refusal(Exception):
    """Something the rules do not allow; the text says why and what to do instead.

    `field` is the form's field that it is about, None for the form as a whole. A class whose
    refusals are all about one field names it once. Whoever may not do a thing at all is told so by
    `acoms.access.Refused`.
    """

    field: str | None = None

    def __init__(self, text: str, field: str | None = None) -> None:
        super().__init__(text)
        if field is not None:
            self.field = field

    def show_in(self, form: _Form, *, otherwise: str | None = None) -> None:
        """Have the form say it, at its field; `otherwise` is where it stands if it has none."""
        form.add_error(self.field if self.field in form.fields else otherwise, str(self))
