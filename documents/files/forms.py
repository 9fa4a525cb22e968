"""The forms about an ACO's files."""

from django import forms

from documents.files.rules import Wish

NO = "no"


class WishForm(forms.Form):
    """How somebody is told of new files."""

    how = forms.ChoiceField(
        label="Tell me of new files",
        choices=[
            (Wish.AT_ONCE.value, "At once, one e-mail for each delivery"),
            (Wish.WEEKLY.value, "On Mondays, one e-mail for the week"),
            (NO, "Do not tell me"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you want to be told."},
    )

    @property
    def wish(self) -> Wish | None:
        how = self.cleaned_data["how"]
        return None if how == NO else Wish(how)
