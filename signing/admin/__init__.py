"""The Signing Event for CMS staff (rules F1, F5, F6, F7)."""

from signing.admin import concerns as concerns
from signing.admin import events as events
from signing.admin import status as status
