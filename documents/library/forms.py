"""What readers say of an article."""

from django import forms

from acoms.site.forms import RadioGroup, TextField
from documents.library.rules import LONGEST_WORDS


class HelpedForm(forms.Form):
    """Yes or no, and in their words if they like."""

    helpful = forms.ChoiceField(
        label="Was this helpful?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=RadioGroup,
        error_messages={"required": "Choose Yes or No."},
    )
    words = TextField(
        label="What was missing, or what helped?",
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea({"rows": 3}),
        help_text="CMS staff read it with your name. For an answer write to the Helpdesk.",
    )
