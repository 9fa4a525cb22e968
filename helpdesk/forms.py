"""What is typed to the Helpdesk."""

from django import forms
from django.utils.translation import gettext_lazy

from acoms.site.forms import EmailAddressField, LineField, TextField
from helpdesk.rules import LONGEST, Where


class MessageForm(forms.Form):
    body = TextField(
        label=gettext_lazy("Your message"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy(
            "Never enter a password, a security code or a Social Security number."
        ),
        error_messages={"required": gettext_lazy("Enter your message.")},
    )


class AskForm(MessageForm):
    """Of somebody who is signed in."""

    where = forms.ChoiceField(
        label=gettext_lazy("What is it about?"),
        choices=[(one.value, gettext_lazy(one.label)) for one in Where],
    )
    field_order = ("name", "email", "where", "body")


class StrangersForm(AskForm):
    name = LineField(
        label=gettext_lazy("Your name"),
        max_length=160,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Enter your name.")},
    )
    email = EmailAddressField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy("We answer to this address."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": gettext_lazy("Enter your e-mail address.")},
    )


class AnswerForm(forms.Form):
    answer = TextField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="They read it in ACO-MS, or in an e-mail if they have no account.",
        error_messages={"required": "Enter an answer."},
    )
