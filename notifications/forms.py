"""How a person wants their mail."""

from django import forms

from acoms.site.forms import ChoiceText, RadioGroup
from notifications.rules import WEEKLY


class MailForm(forms.Form):
    """Each one at once, or a weekly digest."""

    mail = forms.ChoiceField(
        label="Mail that can wait",
        widget=RadioGroup,
        choices=[
            ("at once", ChoiceText(label="Each message at once")),
            ("weekly", ChoiceText(label="One message a week", hint=f"{WEEKLY}.")),
        ],
    )
