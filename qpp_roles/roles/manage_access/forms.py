"""What is asked of whoever answers a request, or ends a role."""

from django import forms

from acoms.site.forms import TextField


class DenyForm(forms.Form):
    """Why a request is denied; the requester reads it."""

    reason = TextField(
        label="Reason",
        max_length=500,
        help_text="The person who asked reads it, and it is kept with the record. For example: "
        "not an employee of this practice.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter a reason."},
    )


class EndForm(forms.Form):
    """Why a Staff User's role ends; the one who had it reads it."""

    reason = TextField(
        label="Reason",
        max_length=500,
        help_text="The person reads it, and it is kept with the record. For example: left in May.",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Enter a reason."},
    )
