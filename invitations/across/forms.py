"""Add New Contact, for several ACOs at once (rule J5)."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from contacts.access import AcoAccess
from contacts.across.forms import AcosForm
from contacts.choices import types_across
from invitations.forms import InviteForm


class AcrossForm(AcosForm, InviteForm):
    """The person and the contact types, as for one ACO, and to which of one's own `acos`."""

    def __init__(self, acos: Sequence[AcoAccess], *args: Any, **kwargs: Any) -> None:
        super().__init__(partial(types_across, acos), *args, **kwargs)
        self._own = acos
        self.offer({one.aco.aco_id: str(one.aco) for one in acos})

    @property
    def chosen(self) -> list[AcoAccess]:
        """The ACOs that were chosen; call it on a valid form."""
        return [one for one in self._own if one.aco.aco_id in self.cleaned_data["acos"]]
