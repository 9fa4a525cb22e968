"""Participants and their changes as CMS staff work with them."""

from participants.admin import adjustments as adjustments
from participants.admin import benchmark as benchmark
from participants.admin import beneficiary_data as beneficiary_data
from participants.admin import certification as certification
from participants.admin import changes as changes
from participants.admin import documents as documents
from participants.admin import findings as findings
from participants.admin import lists as lists
from participants.admin import screening as screening
from participants.admin import screening_lists as screening_lists
from participants.admin import tins as tins
from participants.admin import years as years
