"""Screenings, their lists and findings, as CMS staff work with them."""

from participants.screening.admin import findings as findings
from participants.screening.admin import lists as lists
from participants.screening.admin import runs as runs
