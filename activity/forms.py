"""What a visitor may ask of the activity."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from accounts.models import Person
from acoms.site.forms import DayField
from acoms.text.folding import Folded
from acoms.text.names import Name
from activity.queries import Filters
from activity.rules import KINDS, Kind
from contacts.models import Aco, Contact
from qpp_roles.organizations.models import Organization


class ActivityFilter(forms.Form):
    """The filters of an ACO's Activity subtab. What is not understood is said."""

    staff = False
    q = forms.CharField(label="Search", required=False, max_length=100)
    person = forms.TypedChoiceField(label="Person", required=False, coerce=int, empty_value=None)
    kind = forms.TypedChoiceField(
        label="What happened", required=False, coerce=KINDS.__getitem__, empty_value=None
    )
    since = DayField(label="From", required=False)
    until = DayField(label="To", required=False)

    def __init__(self, data: Any, aco: Aco | None = None) -> None:
        super().__init__(data)
        self.aco = aco
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", "Anything"), *((k.code, k.value) for k in Kind)]
        if aco is not None:
            people: Any = self.fields["person"]
            people.choices = [("", "Anyone"), *_contacts(aco)]

    def filters(self) -> Filters | None:
        """What is asked for; None if it cannot be understood, and then nothing is to be shown."""
        if not self.is_valid():
            return None
        asked = self.cleaned_data
        person = self.chosen_person()
        until, organization = asked.get("until"), asked.get("organization")
        return Filters(
            staff=self.staff,
            aco=self.aco.pk if self.aco else None,
            organization=organization.pk if organization else None,
            person=person.pk if person else None,
            email=person.email if person else "",
            kind=asked.get("kind"),
            since=_midnight(asked.get("since")),
            until=_midnight(until + timedelta(days=1)) if until else None,
            search=asked.get("q", "").strip(),
        )

    def chosen_person(self) -> Person | None:
        pk = self.cleaned_data.get("person")
        return Person.objects.filter(pk=pk).first() if pk else None


class StaffActivityFilter(ActivityFilter):
    """The same across ACOs and organizations, for CMS staff.

    `organization` is the row's id: the records of organizations, roles and requests lead here.
    """

    staff = True
    aco_id = forms.CharField(label="ACO ID", required=False, max_length=6)
    organization = forms.ModelChoiceField(
        Organization.objects.all(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "There is no such organization."},
    )
    person = forms.CharField(  # type: ignore[assignment]
        label="Person", required=False, max_length=254, help_text="IDM user ID or e-mail address."
    )
    field_order = ("aco_id", "q", "person", "kind", "since", "until")

    def clean_aco_id(self) -> str:
        asked: str = self.cleaned_data["aco_id"].strip().upper()
        if asked:
            self.aco = Aco.objects.filter(aco_id=asked).first()
            if self.aco is None:
                raise forms.ValidationError("There is no ACO with this ID.")
        return asked

    def clean_person(self) -> str:
        asked: str = self.cleaned_data["person"].strip().lower()
        self._person = Person.objects.filter(user_id=asked).first() or (
            Person.objects.filter(email=asked).first() if asked else None
        )
        if asked and self._person is None:
            raise forms.ValidationError("Nobody has this user ID or e-mail address.")
        return asked

    def chosen_person(self) -> Person | None:
        return getattr(self, "_person", None)


def _contacts(aco: Aco) -> list[tuple[str, str]]:
    """Everyone who is or was a contact of the ACO, by name."""
    people = Person.objects.filter(
        pk__in=Contact.objects.filter(aco=aco).values("person")
    ).order_by(Folded("last_name"), Folded("first_name"), "pk")
    names = people.values_list("pk", "last_name", "first_name")
    return [(str(pk), Name(first, last).listed) for pk, last, first in names]


def _midnight(day: date | None) -> datetime | None:
    """When a day begins in Eastern Time, the programme's time."""
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None
