"""The table: each limit of the database, and how to write what it forbids.

A limit that is not here fails `tests/database/test_limits.py`. Two kinds need no line: what Django
makes of a positive integer (`…_check`) and of `unique=True` (`…_key`).
"""

from tests.database.breaking.credentials import CREDENTIALS
from tests.database.breaking.documents import DOCUMENTS
from tests.database.breaking.effects import EFFECTS
from tests.database.breaking.files import FILES
from tests.database.breaking.library import LIBRARY
from tests.database.breaking.participants import PARTICIPANTS
from tests.database.breaking.people import PEOPLE
from tests.database.breaking.roles import ROLES
from tests.database.breaking.signing import SIGNING
from tests.database.breaking.ways import Table, Way
from tests.database.breaking.webhooks import WEBHOOKS

BREAKING: Table = {
    **PEOPLE,
    **PARTICIPANTS,
    **DOCUMENTS,
    **LIBRARY,
    **ROLES,
    **SIGNING,
    **FILES,
    **WEBHOOKS,
    **CREDENTIALS,
}

__all__ = ["BREAKING", "EFFECTS", "Way"]
