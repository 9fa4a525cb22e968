"""Forms of change requests: one for each kind, all from one table (`words.ABOUT`)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from acoms.loading.reading import UnreadableFile
from acoms.loading.tables import text_of
from acoms.programme.identifiers import masked_tin, read_tin
from acoms.site.forms import BusinessNameField, CheckboxGroup, DayField, ReadField, TextField
from acoms.text.numbers import key_of
from contacts.models import Aco
from participants.changes.drafts import Draft
from participants.changes.models import Attachment, ChangeRequest
from participants.changes.providers import EXAMPLE, TypedProvider, as_lines, read_providers
from participants.changes.queries import current_participants, current_providers, draft_of
from participants.changes.rules import ChangeKind
from participants.changes.words import ABOUT, listed_briefly, refusal_of_day
from participants.lists.models import Participant

MOST_PROVIDER_BYTES = 1_000_000
MOST_SHOWN = 10
MOST_TICKED = 300
_TEXT = {"autocomplete": "off"}


class _OneOfSeveral(forms.Field):
    """Marks a field as required that may be left empty where another says it: the form looks."""

    def validate(self, value: Any) -> None:
        pass


class _ProvidersField(_OneOfSeveral, forms.CharField):
    """Providers/suppliers as lines of text."""


class _LeavingField(_OneOfSeveral, forms.MultipleChoiceField):
    """NPIs that are ticked. One that is not on the list any more by now is said by the action."""


class ChangeForm(forms.Form):
    """What a change of one kind asks for. Once valid, `draft` is what was asked for."""

    use_required_attribute = False

    participant = forms.ModelChoiceField(
        Participant.objects.none(), empty_label="Choose a participant"
    )
    tin = ReadField(
        read_tin,
        label="TIN",
        max_length=40,
        help_text="Nine digits, such as 12-3456789. Shown with its last four digits from then on.",
        widget=forms.TextInput(
            {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    legal_business_name = BusinessNameField(
        max_length=200,
        help_text="As in the Medicare enrollment (PECOS).",
        widget=forms.TextInput(_TEXT),
    )
    doing_business_as = BusinessNameField(
        max_length=200, required=False, widget=forms.TextInput(_TEXT)
    )
    sole_proprietor = forms.BooleanField(label="Is a sole proprietor", required=False)
    primary_care = forms.BooleanField(
        label="Bills primary care services",
        required=False,
        initial=True,
        help_text="Then its TIN belongs to one ACO only (42 CFR 425.306).",
    )
    leaving = _LeavingField(label="Who stopped", widget=CheckboxGroup)
    happened_on = DayField()
    providers = _ProvidersField(
        label="Providers/suppliers",
        required=False,
        help_text="One a line: NPI, name, CCN, PTAN, specialty, with commas between, such as "
        f"“{EXAMPLE}”. The NPI alone will do.",
        widget=forms.Textarea({"wrap": "off", "spellcheck": "false", "autocomplete": "off"}),
    )
    providers_file = forms.FileField(
        label="Or a CSV file of them",
        required=False,
        help_text="Its first line names the columns, in any order: NPI, and what else there is of "
        "name, CCN, PTAN and specialty. Its lines are added to those above.",
        widget=forms.FileInput({"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    note = TextField(
        label="Note to CMS", max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )

    draft: Draft
    may_leave: Mapping[str, TypedProvider] = MappingProxyType({})

    def __init__(
        self,
        *args: Any,
        aco: Aco,
        kind: ChangeKind,
        change: ChangeRequest | None = None,
        typed: Mapping[str, Any] | None = None,
    ) -> None:
        self.aco, self.kind, self.change = aco, kind, change
        initial = _initial(change) if change else {}
        kwargs: Any = {"initial": {**initial, **(typed or {})}}
        super().__init__(*args, **kwargs)
        about = ABOUT[kind]
        self.fields = {name: self.fields[name] for name in about.fields}
        self.fields["happened_on"].label = about.day
        self.fields["happened_on"].help_text = about.day_hint
        if "providers" in self.fields:
            self.fields["providers"].required = about.needs_providers
        if "participant" in self.fields:
            self._offer_participants()
        if "leaving" in self.fields:
            self._offer_leaving()
        if change is not None and "tin" in self.fields:
            self.fields["tin"].required = False
            self.fields[
                "tin"
            ].help_text = f"It is {masked_tin(change.tin)}. Leave this empty to keep it."

    def _offer_participants(self) -> None:
        field: Any = self.fields["participant"]
        field.queryset = current_participants(self.aco)
        field.label_from_instance = _labelled
        if self.kind is ChangeKind.MERGED_TIN:
            field.label = "Participant that took it over"
            self.fields["tin"].label = "TIN that was merged or acquired"
            self.fields["legal_business_name"].label = "Its legal business name"

    def _offer_leaving(self) -> None:
        """Those of the chosen participant, to be ticked, unless there are too many of them."""
        source: Any = self.data if self.is_bound else self.initial
        chosen = str(source.get("participant") or "")
        found: list[TypedProvider] = []
        if (key := key_of(chosen)) is not None:
            found = current_providers(self.aco, key, MOST_TICKED + 1)
        self.may_leave = {provider.npi: provider for provider in found}
        if not found or len(found) > MOST_TICKED:
            del self.fields["leaving"]
            return
        field: Any = self.fields["leaving"]
        field.choices = [(npi, str(provider)) for npi, provider in self.may_leave.items()]
        typed: Any = self.fields["providers"]
        typed.label, typed.required = "Or by NPI", False
        if not self.is_bound and self.change is not None and "leaving" not in self.initial:
            asked = draft_of(self.change).providers
            self.initial["leaving"] = [p.npi for p in asked if p.npi in self.may_leave]
            others = [p for p in asked if p.npi not in self.may_leave]
            self.initial["providers"] = as_lines(others)

    def clean_tin(self) -> str:
        kept = self.change.tin if self.change is not None else ""
        return str(self.cleaned_data["tin"] or kept)

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if refusal := refusal_of_day(self.kind, day, timezone.localdate()):
            raise forms.ValidationError(refusal)
        return day

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        providers = self._providers(data) if "providers" in self.fields else []
        if not self.errors:
            participant = data.get("participant")
            self.draft = Draft(
                kind=self.kind,
                happened_on=data["happened_on"],
                tin=data.get("tin", ""),
                legal_business_name=data.get("legal_business_name", ""),
                doing_business_as=data.get("doing_business_as", ""),
                sole_proprietor=data.get("sole_proprietor", False),
                primary_care=data.get("primary_care", True),
                participant=participant.pk if participant else None,
                providers=tuple(providers),
                note=data["note"],
                change=self.change.pk if self.change else None,
                uploaded_as=self.change.uploaded_as if self.change else None,
            )
        return data

    def _providers(self, data: dict[str, Any]) -> list[TypedProvider]:
        """Those ticked, those of the lines, then those of the file; each NPI once."""
        ticked: list[str] = data.get("leaving", [])
        found = [self.may_leave[npi] for npi in ticked if npi in self.may_leave]
        if others := sorted({*ticked} - self.may_leave.keys()):
            names = listed_briefly(others)
            self.add_error("leaving", f"Not of the participant that is chosen: {names}.")
        found += self._read("providers", data.get("providers") or "")
        file = data.get("providers_file")
        if file and (text := self._text_of(file)) is not None:
            found += self._read("providers_file", text, in_a_file=True)
        by_npi = {provider.npi: provider for provider in reversed(found)}
        if ABOUT[self.kind].needs_providers and not by_npi and not self.errors:
            first = "leaving" if "leaving" in self.fields else "providers"
            self.add_error(first, "Name at least one provider/supplier.")
        return sorted(by_npi.values(), key=lambda provider: provider.npi)

    def _text_of(self, file: UploadedFile[Any]) -> str | None:
        """The file's text; None where it has none, which its field says."""
        content = file.read(MOST_PROVIDER_BYTES + 1)
        if len(content) > MOST_PROVIDER_BYTES:
            self.add_error("providers_file", "The file is larger than 1 MB.")
            return None
        try:
            return text_of(content)[0]
        except UnreadableFile as error:
            self.add_error("providers_file", str(error))
            return None

    def _read(self, field: str, text: str, **how: bool) -> list[TypedProvider]:
        try:
            found, problems = read_providers(text, **how)
        except UnreadableFile as error:
            found, problems = [], [str(error)]
        for problem in problems[:MOST_SHOWN]:
            self.add_error(field, problem)
        if len(problems) > MOST_SHOWN:
            self.add_error(field, f"And {len(problems) - MOST_SHOWN} more lines like that.")
        return found


def _initial(change: ChangeRequest) -> dict[str, Any]:
    """A draft as its form shows it. The TIN stays where it is."""
    return {
        "participant": change.participant_id,
        "legal_business_name": change.legal_business_name,
        "doing_business_as": change.doing_business_as,
        "sole_proprietor": change.sole_proprietor,
        "primary_care": change.primary_care,
        "happened_on": change.happened_on,
        "providers": as_lines(draft_of(change).providers),
        "note": change.note,
    }


def _labelled(participant: Any) -> str:
    masked = f", TIN {participant.masked_tin}" if participant.tin else ""
    return f"{participant}{masked}"


class DocumentForm(forms.Form):
    """A document of a request, and what it is."""

    use_required_attribute = False

    kind = forms.ChoiceField(label="What it is", choices=Attachment.Kind.choices)
    file = forms.FileField(
        label="File",
        help_text="A PDF without a password, or a PNG or JPEG picture.",
        allow_empty_file=True,  # the action says more of it
        widget=forms.FileInput({"accept": ".pdf,.png,.jpg,.jpeg"}),
    )


class ChangeFileForm(forms.Form):
    """A file with many changes."""

    use_required_attribute = False

    file = forms.FileField(
        label="CSV file",
        allow_empty_file=True,  # the reading says more of it
        help_text="At most 2,000 rows and 2 MB.",
        widget=forms.FileInput({"accept": ".csv,.tsv,.txt,text/csv,text/plain"}),
    )
