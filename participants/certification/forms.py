"""The certification itself: the statement agreed to, the list that was looked at, who signs."""

from typing import Any

from signing.forms import IntentForm


class CertifyForm(IntentForm):
    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        agreed = self.fields["agreed"]
        agreed.label = "I certify this list"
        agreed.error_messages["required"] = "Check the box to certify the list, or leave the page."
