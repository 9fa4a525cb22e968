"""What whoever confirms is asked."""

from django import forms

from acoms.site.forms import TextField


class ConfirmForm(forms.Form):
    """Whom the page said is replaced, and why it is refused."""

    reason = TextField(
        label="If you refuse: why",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Whoever sent the invitation is told.",
    )


class StaffConfirmForm(forms.Form):
    """Why CMS staff confirm or refuse in the ACO's place."""

    reason = TextField(
        label="Why CMS answers in the ACO's place",
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="Kept with the invitation, and told to whoever sent it.",
    )
