"""The forms of messages: for CMS staff who write them, and for what is answered."""

import re
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from acoms.programme.identifiers import read_aco_id
from acoms.site.forms import DayField, LineField, TextField
from contacts.types import CHOICES
from documents.correspondence.actions.composing import WRITTEN
from documents.correspondence.models import Message
from documents.correspondence.models.messages import RECEIVING_CHOICES
from documents.correspondence.queries import unknown_acos
from documents.correspondence.rules import LONGEST_BODY, LONGEST_REPLY, LONGEST_SUBJECT, To

EASTERN = ZoneInfo("America/New_York")


class MessageForm(forms.ModelForm[Message]):
    """A message as CMS staff write it, and the ACOs that it goes to."""

    use_required_attribute = False

    subject = LineField(max_length=LONGEST_SUBJECT)
    body = TextField(
        label="Text",
        max_length=LONGEST_BODY,
        help_text="Plain text. An empty line begins a new paragraph.",
        widget=forms.Textarea({"rows": 14, "cols": 80}),
    )
    named_types = forms.MultipleChoiceField(
        label="Who gets the e-mail",
        choices=RECEIVING_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="With none chosen everyone who receives CMS's messages gets it; of a compliance "
        "notice, the Compliance Contact. All of them read the message in ACO-MS in any case.",
    )
    to = forms.ChoiceField(
        label="Which ACOs",
        choices=[(one.value, one.label) for one in To],
        widget=forms.RadioSelect,
        initial=To.LISTED.value,
    )
    aco_ids = forms.CharField(
        label="ACO IDs",
        widget=forms.Textarea({"rows": 3, "spellcheck": "false"}),
        required=False,
        help_text="With spaces, commas or lines between them, such as A1001, A1002.",
    )
    state_served = forms.CharField(
        label="State or territory",
        max_length=2,
        required=False,
        help_text="Two letters of their service area, such as MI.",
    )
    agreement_year = forms.IntegerField(
        label="Agreement began in", min_value=2012, max_value=2199, required=False
    )
    lacks_type = forms.ChoiceField(
        label="Nobody has this contact type",
        choices=[("", "---------"), *CHOICES],
        required=False,
        help_text="ACOs in which no contact holds it now.",
    )

    class Meta:
        model = Message
        fields = WRITTEN
        help_texts = {
            "may_answer": "An answer comes into the queue of answers from ACOs.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["aco_ids"] = ", ".join(self.instance.aco_ids)

    def clean_aco_ids(self) -> list[str]:
        """The IDs in the order typed, each in its spelling."""
        found, bad = [], []
        for typed in re.split(r"[\s,;]+", self.cleaned_data["aco_ids"].strip()):
            try:
                found += [read_aco_id(typed)] if typed else []
            except ValueError:
                bad.append(typed)
        if bad:
            raise forms.ValidationError(f"No ACO IDs: {', '.join(bad)}.")
        if unknown := unknown_acos(found):
            raise forms.ValidationError(f"Not in ACO-MS: {', '.join(unknown)}.")
        return list(dict.fromkeys(found))

    def clean_state_served(self) -> str:
        return str(self.cleaned_data["state_served"]).strip().upper()

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        to = asked.get("to")
        if to == To.LISTED and not asked.get("aco_ids") and "aco_ids" not in self.errors:
            self.add_error("aco_ids", "Name at least one ACO, or choose other ACOs above.")
        facts = ("track", "state_served", "agreement_year", "lacks_type")
        if to == To.ALIKE and not any(asked.get(fact) for fact in facts):
            self.add_error("to", "Fill in at least one fact below, or choose all ACOs.")
        return asked


class FileForm(forms.Form):
    """A file to go with a message."""

    use_required_attribute = False

    file = forms.FileField(
        label="File",
        help_text="A PDF without a password, or a PNG or JPEG picture.",
        allow_empty_file=True,  # the action says more of it
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class SendForm(forms.Form):
    """Now, or at a time in Eastern Time."""

    use_required_attribute = False

    when = forms.ChoiceField(
        label="When",
        choices=[("now", "Now"), ("later", "At the time below")],
        widget=forms.RadioSelect,
        initial="now",
    )
    day = DayField(label="Day", required=False)
    time = forms.TimeField(
        label="Time, in Eastern Time",
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or self.cleaned_data
        if asked.get("when") == "later":
            for name, what in (("day", "a day"), ("time", "a time")):
                if not asked.get(name) and name not in self.errors:
                    self.add_error(name, f"Choose {what}.")
        return asked

    @property
    def at(self) -> datetime | None:
        """The moment that was chosen; None for now."""
        asked = self.cleaned_data
        if asked["when"] == "now":
            return None
        return datetime.combine(asked["day"], asked["time"], EASTERN)


class ReplyForm(forms.Form):
    """What is written below a message."""

    use_required_attribute = False

    body = TextField(
        label="Your answer",
        max_length=LONGEST_REPLY,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": "Write an answer."},
    )
