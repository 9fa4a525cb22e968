"""The way of a new person into ACO-MS, shown above each of its pages."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_lazy

from accounts.signup import voucher_of

STEPS = (gettext_lazy("Account"), gettext_lazy("Identity"), gettext_lazy("Second factor"))


def steps(request: HttpRequest, current: int) -> dict[str, Any]:
    """Template context of `parts/steps.html`, with the first step as 1."""
    voucher = voucher_of(request)
    return {"steps": (*STEPS, gettext(voucher.then)) if voucher else STEPS, "step": current}
