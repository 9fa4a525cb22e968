"""Participant lists as CMS staff read and correct them."""

from participants.lists.admin import lists as lists
from participants.lists.admin import tins as tins
