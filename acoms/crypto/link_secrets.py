"""The secrets of e-mailed links: a token and a code, derived and never stored (rule E5).

Both are keyed hashes of a row's id and its generation. Sending again adds one to the generation,
and what was sent before stops working (rule A7). The token carries id and generation in the clear,
so that an old link can be told from an unknown one; neither says anything of what it opens.
"""

import base64
import hmac
from dataclasses import dataclass

from acoms.crypto.codes import crockford, grouped, read_code
from acoms.crypto.keys import macs
from acoms.text.numbers import key_of

CODE_LENGTH = 8
_MAC_BYTES = 16


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a genuine link points at: a row of the room that sent it, and the sending."""

    row_id: int
    generation: int


@dataclass(frozen=True, slots=True)
class LinkSecrets:
    """The secrets of one kind of link. `purpose` names its keys and stays what it is for ever."""

    purpose: str

    def token_for(self, row_id: int, generation: int) -> str:
        """The link's token: `id.generation.mac`, the mac 128 bits of it."""
        return f"{row_id}.{generation}.{self._token_macs(row_id, generation)[0]}"

    def read_token(self, token: str) -> LinkTarget | None:
        """What a token points at, or None if this system never issued it."""
        parts = token.split(".")
        if len(parts) != 3:
            return None
        row_id, generation = key_of(parts[0]), key_of(parts[1])
        if row_id is None or generation is None:
            return None
        target = LinkTarget(row_id, generation)
        genuine = _any_equal(parts[2], self._token_macs(target.row_id, target.generation))
        return target if genuine else None

    def code_for(self, row_id: int, generation: int) -> str:
        """The security code as it is shown: XXXX-XXXX in Crockford base32 (40 bits)."""
        return grouped(self._codes(row_id, generation)[0])

    def code_matches(self, typed: str, row_id: int, generation: int) -> bool:
        """Whether `typed` is the code as `read_code` reads it; in constant time."""
        try:
            code = read_code(typed, CODE_LENGTH)
        except ValueError:
            return False
        return _any_equal(code, self._codes(row_id, generation))

    def _token_macs(self, row_id: int, generation: int) -> list[str]:
        return [
            base64.urlsafe_b64encode(mac[:_MAC_BYTES]).decode().rstrip("=")
            for mac in macs(f"{self.purpose} link", f"{row_id}:{generation}")
        ]

    def _codes(self, row_id: int, generation: int) -> list[str]:
        return [
            crockford(mac, CODE_LENGTH)
            for mac in macs(f"{self.purpose} code", f"{row_id}:{generation}")
        ]


def _any_equal(given: str, wanted: list[str]) -> bool:
    """Compares with every one of `wanted`, so that the time taken says nothing."""
    equal = [hmac.compare_digest(given.encode(), one.encode()) for one in wanted]
    return any(equal)
