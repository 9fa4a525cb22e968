"""A signature is put into a PDF: PAdES B-LT for each signer, and with the last a time stamp over
all of it (B-LTA), which outlives the certificates."""

import io

from pyhanko.pdf_utils.content import RawContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.timestamps import TimestampRequestError
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.errors import ValidationError

from signing.seal.certificate import SealFailed, Signed
from signing.seal.identity import identity


class _Page(RawContent):
    """The page of a PDF as what a field shows."""

    def __init__(self, pdf: bytes, width: float, height: float) -> None:
        super().__init__(b"", box=BoxConstraints(width=width, height=height))
        self._pdf = pdf

    def render(self) -> bytes:
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Shown"] = page
        return b"/Shown Do"


def sign(pdf: bytes, field: str, signed: Signed, *, size: tuple[float, float], last: bool) -> bytes:
    """See `signing.seal.door.sign`, the only way here."""
    by = identity()
    metadata = PdfSignatureMetadata(
        field_name=field,
        name=signed.name,
        reason=signed.reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        embed_validation_info=True,
        use_pades_lta=last,
        validation_context=by.context(),
    )
    look = StaticStampStyle(
        background=_Page(signed.stamp, *size),
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN,
            y_align=AxisAlignment.ALIGN_MIN,
            margins=Margins(0, 0, 0, 0),
        ),
        background_opacity=1.0,
        border_width=0,
    )
    try:
        signer = PdfSigner(metadata, by.signer, timestamper=by.stamper, stamp_style=look)
        return _signed(pdf, signer)
    except (SigningError, TimestampRequestError, ValidationError, PdfError, OSError) as error:
        raise SealFailed(str(error)) from error


def _signed(pdf: bytes, signer: PdfSigner) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    made = signer.sign_pdf(writer)
    content = made.getvalue()
    assert isinstance(content, bytes)
    return content
