"""Is a signed PDF still what was signed? Asked of each signature in it, and of all that was added.

That a signature is intact and valid is not enough: pages added and text stamped over later leave
both true. Only the analysis of the differences, which `bottom_line` has in it, finds them.
"""

import io
from datetime import datetime

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    validate_pdf_signature,
    validate_pdf_timestamp,
)
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko_certvalidator import ValidationContext

from signing.seal.identity import Identity, identity


def what_is_wrong(pdf: bytes, fields: list[str], *, complete: bool) -> str:
    """See `signing.seal.door.what_is_wrong`, the only way here."""
    by = identity()
    try:
        reader = PdfFileReader(io.BytesIO(pdf))
        return _wrong_in(reader, by, fields, complete=complete)
    except Exception as error:  # whatever a damaged file makes the reader raise
        return f"It cannot be read as a signed PDF ({type(error).__name__})."


def _wrong_in(reader: PdfFileReader, by: Identity, fields: list[str], *, complete: bool) -> str:
    signatures = list(reader.embedded_regular_signatures)
    if [one.field_name for one in signatures] != fields:
        return "It does not have the signatures that were made."
    context, stamps = by.context(), list(reader.embedded_timestamp_signatures)
    if complete and not stamps:
        return "It has no time stamp."
    # Each stamp is judged by the moment of the one that renewed it, and the last as of now.
    for stamp in reversed(stamps):
        found = validate_pdf_timestamp(stamp, context)
        if not (found.intact and found.valid and found.trusted):
            return "Its time stamp is not valid."
        context = _as_it_stood(reader, by, found.timestamp)
    for one in signatures:
        if wrong := _wrong_with(one, context):
            return f"{one.field_name}: {wrong}"
    return ""


def _as_it_stood(reader: PdfFileReader, by: Identity, moment: datetime) -> ValidationContext:
    """What certificates are judged by at a moment, from what the PDF itself carries."""
    carried = DocumentSecurityStore.read_dss(reader)
    return carried.as_validation_context(
        {
            "trust_roots": list(by.roots),
            "moment": moment,
            "allow_fetching": False,
            "revocation_mode": "soft-fail" if by.fetches else "hard-fail",
        }
    )


def _wrong_with(signature: EmbeddedPdfSignature, context: ValidationContext) -> str:
    status = validate_pdf_signature(signature, context)
    if not status.intact:
        return "what it covers was changed."
    if not status.valid:
        return "it is not valid."
    if not status.docmdp_ok:
        return "something was added to the document after it was made."
    if not status.bottom_line:
        return "its certificate is not trusted."
    return ""
