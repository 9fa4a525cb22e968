"""The identity form and the bureau's questions. What is typed goes to the bureau and nowhere else.

The questions travel encrypted in the form itself, so that they can be shown again after a mistake
without being kept here.
"""

import base64
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django import forms
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy

from accounts.models import Person, ProofingAttempt
from accounts.proofing.bureau import Details, Question, Questionnaire
from accounts.proofing.states import STATES
from acoms.crypto.keys import keys_for
from acoms.programme.identifiers import read_ssn, read_zip_code
from acoms.site.forms import YOUR_ONE_WORD, DayField, NamedForm, NameField, PhoneField, ReadField
from acoms.site.languages import in_english
from acoms.text.names import Name
from acoms.text.phones import read_american_phone

_OFF = {"autocomplete": "off"}
# What each field of the identity form is for, in the words of HTML: a browser may fill them in, all
# but the number that nothing is to keep (WCAG 1.3.5).
_PURPOSES = {
    "first_name": "given-name",
    "last_name": "family-name",
    "birth_date": "bday",
    "ssn": "off",
    "street": "address-line1",
    "city": "address-level2",
    "state": "address-level1",
    "zip_code": "postal-code",
    "phone": "tel-national",
}


class IdentityForm(NamedForm):
    """What the bureau needs to find the person. The SSN is never shown again."""

    first_name = NameField(label=gettext_lazy("Legal first name"))
    last_name = NameField(label=gettext_lazy("Legal last name"), help_text=YOUR_ONE_WORD)
    birth_date = DayField(
        label=gettext_lazy("Date of birth"),
        help_text=gettext_lazy("Month, day, year: 04/28/1979"),
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"inputmode": "numeric"}),
    )
    ssn = ReadField(
        read_ssn,
        label=gettext_lazy("Social Security number"),
        help_text=gettext_lazy("Nine digits. We send it to the bureau only. We do not keep it."),
        max_length=40,
        widget=forms.PasswordInput(
            render_value=False, attrs={"inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    street = forms.CharField(label=gettext_lazy("Home address: number and street"), max_length=120)
    city = forms.CharField(label=gettext_lazy("City"), max_length=80)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("Choose a state")), *STATES]
    )
    zip_code = ReadField(
        read_zip_code,
        label=gettext_lazy("ZIP code"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    phone = PhoneField(
        read=read_american_phone,
        label=gettext_lazy("Phone number"),
        help_text=gettext_lazy("Ten digits."),
    )

    def __init__(self, data: Any = None, *, person: Person) -> None:
        super().__init__(
            data, initial={"first_name": person.first_name, "last_name": person.last_name}
        )
        for name, purpose in _PURPOSES.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean_birth_date(self) -> date:
        birth_date: date = self.cleaned_data["birth_date"]
        if birth_date >= timezone.localdate():
            raise forms.ValidationError(
                gettext("Enter a date of birth in the past. Check the year.")
            )
        return birth_date

    def details(self) -> Details:
        return Details(**self.cleaned_data)

    def name(self) -> Name:
        return Name(self.cleaned_data["first_name"], self.cleaned_data["last_name"])


@dataclass(frozen=True, slots=True, repr=False)
class OpenQuestions:
    """The bureau's questions to one attempt, about somebody of this name, as they travel in the
    form."""

    attempt_id: int
    questionnaire: Questionnaire
    name: Name

    def sealed(self) -> str:
        questions = [(q.text, q.options) for q in self.questionnaire.questions]
        name = (self.name.first, self.name.last)
        content = json.dumps((self.attempt_id, self.questionnaire.reference, questions, name))
        return _fernet().encrypt(content.encode()).decode()

    @classmethod
    def unsealed(cls, sealed: str) -> "OpenQuestions | None":
        """The questions, or None if they are too old or not ours."""
        lifetime = int(ProofingAttempt.QUESTIONS_LAST.total_seconds())
        try:
            content = _fernet().decrypt(sealed.encode(), ttl=lifetime)
        except InvalidToken:
            return None
        attempt_id, reference, questions, name = json.loads(content)
        asked = tuple(Question(text, tuple(options)) for text, options in questions)
        return cls(attempt_id, Questionnaire(reference, asked), Name(*name))


def _fernet() -> MultiFernet:
    keys = keys_for("proofing questionnaire")
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


class QuestionsForm(forms.Form):
    """The five questions, each with its options; `questions` carries them along. The bureau asks in
    English."""

    questions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, open_questions: OpenQuestions, data: Any = None) -> None:
        super().__init__(data, initial={"questions": open_questions.sealed()})
        self._names: list[str] = []
        for number, question in enumerate(open_questions.questionnaire.questions, 1):
            self._names.append(f"question_{number}")
            self.fields[self._names[-1]] = forms.TypedChoiceField(
                label=in_english(f"{number}. {question.text}"),
                choices=[(str(i), in_english(option)) for i, option in enumerate(question.options)],
                coerce=int,
                widget=forms.RadioSelect(attrs=_OFF),
                error_messages={"required": gettext("Choose one answer.")},
            )

    def answers(self) -> list[int]:
        return [self.cleaned_data[name] for name in self._names]
