"""The queue of change requests, and the feedback letters, as CMS staff work with them."""

from participants.deciding.admin import changes as changes
from participants.deciding.admin import documents as documents
