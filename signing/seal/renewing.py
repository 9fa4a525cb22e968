"""A time stamp more, over a signed PDF and the stamps before: by a certificate that ends later."""

import io
from datetime import datetime

from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko_certvalidator.errors import ValidationError

from signing.seal.certificate import SealFailed
from signing.seal.identity import identity


def stamp_ends(pdf: bytes) -> datetime | None:
    """See `signing.seal.door.stamp_ends`, the only way here."""
    stamps = PdfFileReader(io.BytesIO(pdf)).embedded_timestamp_signatures
    if not stamps:
        return None
    ends = stamps[-1].signer_cert.not_valid_after
    assert isinstance(ends, datetime)
    return ends


def renewed(pdf: bytes) -> bytes:
    """See `signing.seal.door.renewed`, the only way here."""
    by = identity()
    try:
        made = PdfTimeStamper(by.stamper).update_archival_timestamp_chain(
            PdfFileReader(io.BytesIO(pdf)), by.context(), in_place=False
        )
    except (SigningError, TimestampRequestError, ValidationError, PdfError, OSError) as error:
        raise SealFailed(str(error)) from error
    content = made.getvalue()
    assert isinstance(content, bytes)
    return content
