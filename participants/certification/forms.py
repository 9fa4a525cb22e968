"""The certification itself: the statement agreed to, and the list that was looked at."""

from django import forms


class CertifyForm(forms.Form):
    agreed = forms.BooleanField(
        label="I certify this list",
        error_messages={"required": "Check the box to certify the list, or leave the page."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
