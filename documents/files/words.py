"""How pages say a moment beside other columns."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def moment(at: datetime) -> str:
    """`Dec 6, 2026, 11:59 p.m.`, in Eastern Time."""
    return date_format(timezone.localtime(at), "M j, Y, P")
