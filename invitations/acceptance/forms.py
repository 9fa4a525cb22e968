"""The form of a decision on an acceptance that waits."""

from django import forms


class DecisionForm(forms.Form):
    """Confirm takes no more than its button; a refusal says why."""

    reason = forms.CharField(
        label="Why it is not confirmed",
        required=False,
        max_length=500,
        help_text="Only needed to refuse. The person and whoever invited them read it.",
        widget=forms.Textarea({"rows": 3}),
    )
