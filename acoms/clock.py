"""Moments in the words of the pages: everything is stored in UTC and said in Eastern Time."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format


def in_words(moment: datetime) -> str:
    """`December 6, 2026, 11:59 p.m. Eastern Time`."""
    return f"{date_format(timezone.localtime(moment), 'F j, Y, P')} Eastern Time"
