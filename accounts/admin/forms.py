"""What CMS staff are asked when they step in."""

from typing import Any

from django import forms

from accounts.models import Person
from acoms.site.forms import NamedForm, TextField
from acoms.text.email_addresses import normalize_email


class PersonForm(NamedForm, forms.ModelForm[Person]):
    """What CMS staff correct of a person; the page says which fields."""

    class Meta:
        labels = {"is_superuser": "May do everything"}
        help_texts = {"is_superuser": "Whatever the role of CMS staff above says."}


class ReasonForm(forms.Form):
    """Why CMS staff step in; kept with the record."""

    reason = TextField(widget=forms.Textarea(attrs={"rows": 3}), max_length=500)


class ManualProofingForm(ReasonForm):
    reference = forms.CharField(
        label="Helpdesk reference",
        max_length=60,
        help_text="The number under which the Helpdesk has kept how the identity was proven.",
    )
    field_order = ("reference", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = NAME_COUNTS


NAME_COUNTS = (
    "From now on only the account's name counts: one that was proven earlier is forgotten. If the "
    "person has another name by now, correct the account's name too; else they are refused under "
    "the new one whenever they prove their identity again."
)


class OtherAccountForm(forms.Form):
    """The account that is to be merged into the one whose page this is."""

    other = forms.CharField(
        label="The account that goes",
        max_length=254,
        help_text="Its IDM user ID or its e-mail address, whole.",
        widget=forms.TextInput({"autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_other(self) -> Person:
        typed = str(self.cleaned_data["other"]).strip()
        found = Person.objects.filter(user_id=typed.lower()).first()
        found = found or Person.objects.filter(email=normalize_email(typed)).first()
        if found is None:
            raise forms.ValidationError("No account has this IDM user ID or e-mail address.")
        return found


class MergeForm(ReasonForm):
    """Why the two accounts are one person's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "How it is known that both are one person's"
