"""The form of a decision on an acceptance that waits."""

from typing import Any

from django import forms

from acoms.site.forms import TextField


class DecisionForm(forms.Form):
    """Confirm takes no more than its button; a refusal says why."""

    use_required_attribute = False

    reason = TextField(
        label="If you refuse: why",
        max_length=500,
        help_text="The person and whoever invited them read it.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter a reason. Both sides will read it."},
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["reason"].required = data is None or "confirm" not in data
        self.fields["reason"].says_optional = False  # type: ignore[attr-defined]
