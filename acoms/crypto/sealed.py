"""What waits between a page and its confirmation, when only the page has it: sealed in a field.

Nobody can read it on the way or change it, and it counts for the person whose page it was only.
"""

import json
import zlib
from typing import Any

from cryptography.fernet import Fernet, InvalidToken

from acoms.crypto.fields import fernet_key

LASTS = 3600  # seconds from the page to its confirmation


def seal(purpose: str, person_id: int, content: Any) -> str:
    """Any JSON as the value of a hidden field. `purpose` names the key."""
    text = json.dumps([person_id, content])
    return Fernet(fernet_key(purpose)).encrypt(zlib.compress(text.encode())).decode()


def unseal(purpose: str, person_id: int, sealed: str) -> Any:
    """The content that was sealed for this person within the hour, or None."""
    try:
        text = Fernet(fernet_key(purpose)).decrypt(sealed.encode(), ttl=LASTS)
    except InvalidToken:
        return None
    of, content = json.loads(zlib.decompress(text))
    return content if of == person_id else None
