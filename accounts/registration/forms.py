"""Asking for an account takes an address and nothing else."""

from django import forms
from django.utils.translation import gettext_lazy

from acoms.site.forms import EmailAddressField


class RegisterForm(forms.Form):
    email = EmailAddressField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,  # the column's
        help_text=gettext_lazy("Use your own work address. The account belongs to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
