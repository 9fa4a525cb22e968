"""The link's token and the security code: derived, never stored (rule E5).

Both are keyed hashes of the invitation's id and its generation. Sending again adds one to the
generation, and what was sent before stops working (rule A7). The token carries id and generation
in the clear, so that an old link can be told from an unknown one; neither says anything of the
ACO or the person.
"""

import base64
import hmac
from dataclasses import dataclass

from acoms.codes import crockford, grouped, read_code
from acoms.keys import macs

CODE_LENGTH = 8
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a genuine link points at."""

    invitation_id: int
    generation: int


def token_for(invitation_id: int, generation: int) -> str:
    """The link's token: `id.generation.mac`, the mac 128 bits of it."""
    return f"{invitation_id}.{generation}.{_token_macs(invitation_id, generation)[0]}"


def read_token(token: str) -> LinkTarget | None:
    """What a token points at, or None if this system never issued it."""
    parts = token.split(".")
    if len(parts) != 3 or not all(p.isascii() and p.isdigit() and len(p) < 16 for p in parts[:2]):
        return None
    target = LinkTarget(int(parts[0]), int(parts[1]))
    genuine = _any_equal(parts[2], _token_macs(target.invitation_id, target.generation))
    return target if genuine else None


def code_for(invitation_id: int, generation: int) -> str:
    """The security code as it is shown: XXXX-XXXX in Crockford base32 (40 bits)."""
    return grouped(_codes(invitation_id, generation)[0])


def code_matches(typed: str, invitation_id: int, generation: int) -> bool:
    """Whether `typed`, whatever its case and punctuation, is the code; in constant time."""
    return _any_equal(read_code(typed), _codes(invitation_id, generation))


def _any_equal(given: str, wanted: list[str]) -> bool:
    """Compares with every one of `wanted`, so that the time taken says nothing."""
    equal = [hmac.compare_digest(given.encode(), one.encode()) for one in wanted]
    return any(equal)


def _token_macs(invitation_id: int, generation: int) -> list[str]:
    return [
        base64.urlsafe_b64encode(mac[:_MAC_BYTES]).decode().rstrip("=")
        for mac in macs("invitation link", f"{invitation_id}:{generation}")
    ]


def _codes(invitation_id: int, generation: int) -> list[str]:
    return [
        crockford(mac, CODE_LENGTH)
        for mac in macs("invitation code", f"{invitation_id}:{generation}")
    ]
