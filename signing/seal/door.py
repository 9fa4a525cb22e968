"""The door to digital signatures: whoever wants one made or checked asks here.

pyHanko takes 31 MB of memory, which a process that signs nothing does not carry: only these
functions import what needs it, when they are first called. It works in a loop of asyncio's own, and
so in a thread of its own: the caller's may be in a loop already.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import TypeVar

from signing.seal.certificate import Signed

Made = TypeVar("Made")


def sign(pdf: bytes, field: str, signed: Signed, *, size: tuple[float, float], last: bool) -> bytes:
    """The PDF with the signature in its empty field; what was there before stays byte for byte.

    With the `last` one comes a time stamp over all of it. Raises SealFailed, and NoCertificate.
    """
    from signing.seal.signing import sign as made

    return _in_own_thread(lambda: made(pdf, field, signed, size=size, last=last))


def what_is_wrong(pdf: bytes, fields: list[str], *, complete: bool) -> str:
    """What of a signed PDF is not as it was signed, or "".

    `fields` are those that were signed, in order; with `complete`, a time stamp is over them all,
    and certificates are judged as they stood at its moment: they may have expired since. Raises
    NoCertificate, where there is nothing to trust.
    """
    from signing.seal.checking import what_is_wrong as found

    return _in_own_thread(lambda: found(pdf, fields, complete=complete))


def stamp_ends(pdf: bytes) -> datetime | None:
    """Until when the certificate of the last time stamp over a signed PDF is valid; None, if it has
    no time stamp yet."""
    from signing.seal.renewing import stamp_ends as ends

    return _in_own_thread(lambda: ends(pdf))


def renewed(pdf: bytes) -> bytes:
    """The signed PDF with a time stamp more over all of it, before its last one ends; what was
    there before stays byte for byte. Raises SealFailed, and NoCertificate."""
    from signing.seal.renewing import renewed as again

    return _in_own_thread(lambda: again(pdf))


def roots_as_pem() -> bytes:
    """The roots that a reader of the documents has to trust. Raises NoCertificate."""
    from signing.seal.identity import roots_as_pem as read

    return read()


def _in_own_thread(call: Callable[[], Made]) -> Made:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(call).result()
