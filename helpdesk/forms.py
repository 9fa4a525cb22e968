"""What is typed to the Helpdesk."""

from django import forms

from acoms.site.forms import EmailAddressField, LineField, TextField
from helpdesk.rules import LONGEST, Where


class MessageForm(forms.Form):
    body = TextField(
        label="Your message",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text="Never enter a password, a security code or a Social Security number.",
        error_messages={"required": "Type your message."},
    )


class AskForm(MessageForm):
    """Of somebody who is signed in."""

    where = forms.ChoiceField(
        label="What is it about?", choices=[(one.value, one.label) for one in Where]
    )
    field_order = ("name", "email", "where", "body")


class StrangersForm(AskForm):
    name = LineField(
        label="Your name",
        max_length=160,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": "Type your name."},
    )
    email = EmailAddressField(
        label="Your e-mail address",
        help_text="We answer to this address.",
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={"required": "Enter your e-mail address."},
    )


class AnswerForm(forms.Form):
    answer = TextField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6, "cols": 80}),
        help_text="Whoever asked reads it in ACO-MS, or in an e-mail if they have no account.",
        error_messages={"required": "Type an answer."},
    )
