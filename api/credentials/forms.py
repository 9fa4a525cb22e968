"""What a Credential Delegate types about credentials."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms

from accounts.forms import ConfirmForm
from acoms.api.resources import resources
from acoms.site.forms import CheckboxGroup, ChoiceText, LineField, RadioGroup
from api.credentials.actions.making import addresses_of, resources_of
from api.credentials.errors import CredentialsError
from api.credentials.limits import limits
from contacts.models import Aco

ACCESS_LEVEL = "Credential delegate (API)"


class AddressesForm(ConfirmForm):
    """From where programs call."""

    addresses = forms.CharField(
        label="Addresses that your programs call from",
        max_length=1000,
        widget=forms.Textarea({"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter at least one address that your programs call from."},
    )
    here = forms.BooleanField(required=False)

    field_order = ("name", "resources", "everywhere", "addresses", "here", "code")

    def __init__(self, *args: Any, address: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = limits()
        self.fields["addresses"].help_text = (
            f"One to {allowed.most_addresses} public IP addresses, one a line; your vendor's too. "
            f"A small network is allowed: 198.51.100.0/28, at most a /{allowed.widest[4]}, or a "
            f"/{allowed.widest[6]} of IPv6. A change takes effect right away."
        )
        self._address = address
        self.fields["addresses"].required = "here" not in self.data
        self.fields["here"].label = f"Also this computer's address, {address}"

    def clean(self) -> dict[str, Any]:
        """What needs no lock is said at once, before the code is tried."""
        typed = super().clean() or {}
        if "addresses" in typed:
            self._check(addresses_of, self.typed_addresses)
        if "resources" in typed:
            self._check(resources_of, typed["resources"])
        return typed

    def _check(self, read: Callable[[Any], Any], typed: Any) -> None:
        try:
            read(typed)
        except CredentialsError as error:
            error.show_in(self)

    @property
    def typed_addresses(self) -> list[str]:
        typed = self.cleaned_data
        lines = typed["addresses"].replace(",", "\n").splitlines()
        return [*filter(None, map(str.strip, lines)), *([self._address] if typed["here"] else [])]


class NewCredentialsForm(AddressesForm):
    """What is asked for new credentials; the access level is always the same."""

    name = LineField(
        label="Name",
        max_length=60,
        help_text="So that you know them again, such as the program's name.",
        error_messages={"required": "Enter a name, such as the program's."},
    )
    resources = forms.MultipleChoiceField(
        label="What the program may read",
        widget=CheckboxGroup,
        help_text="One or more, all of one group.",
        error_messages={"required": "Choose what the program may read."},
    )
    everywhere = forms.ChoiceField(label="ACOs", widget=RadioGroup, initial="no")

    def __init__(self, *args: Any, aco: Aco, acos: Iterable[Aco], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["resources"].choices = [  # type: ignore[attr-defined]
            (one.code, ChoiceText(one.name, one.says, badges=(one.group,))) for one in resources()
        ]
        kept = list(acos)
        if len(kept) < 2:
            del self.fields["everywhere"]
            return
        others = ", ".join(one.aco_id for one in kept)
        self.fields["everywhere"].choices = [  # type: ignore[attr-defined]
            ("no", ChoiceText(f"Only {aco}")),
            ("yes", ChoiceText("All ACOs of which you are Credential Delegate now", others)),
        ]
