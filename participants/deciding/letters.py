"""A feedback letter as a PDF."""

from django.conf import settings
from django.utils import timezone
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from participants.deciding.models import FeedbackLetter

_MARGIN = 22
_TOGETHER = 20  # a heading with its state and a line of text
# The PDF's own fonts know Western Europe's letters; all else is written as near as it can be.
_ENCODING = "latin-1"
_NEAREST = str.maketrans(
    {"\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2022": "*"}
)


def _plain(text: str) -> str:
    return text.translate(_NEAREST).encode(_ENCODING, "replace").decode(_ENCODING)


class _Letter(FPDF):
    """Each page says at its foot whom to ask, and which page it is."""

    def footer(self) -> None:
        self.set_y(-_MARGIN + 4)
        self.set_font("Helvetica", "", 9)
        ask = f"Questions: {settings.HELPDESK_EMAIL}, {settings.HELPDESK_PHONE}"
        self.cell(self.epw - 20, 5, _plain(ask))
        self.cell(20, 5, f"{self.page_no()} of {{nb}}", align=Align.R)


def letter_pdf(letter: FeedbackLetter) -> bytes:
    """The letter, one paragraph for each request. Same letter, same text."""
    pdf = _Letter(format="letter")
    pdf.set_title(_plain(str(letter)))
    pdf.set_lang("en-US")
    pdf.set_creation_date(letter.sent_at)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, margin=_MARGIN)
    pdf.add_page()

    def write(text: str, size: int = 11, style: str = "", gap: float = 2) -> None:
        pdf.set_font("Helvetica", style, size)
        height, plain = size * 0.5, _plain(text)
        pdf.multi_cell(0, height, plain, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        pdf.ln(gap)

    write("Medicare Shared Savings Program", 10)
    write("Feedback on change requests", 18, "B", 4)
    write(f"{letter.aco}", 12, "B", 0)
    write(f"{letter.cycle}", 12, "", 0)
    write(f"{timezone.localtime(letter.sent_at):%B %-d, %Y}", 12, "", 6)
    write(
        "CMS screened the change requests that your ACO submitted in this cycle. This is how each "
        "of them stands. Issues can be resolved by correcting the request and submitting it again "
        "in ACO-MS."
    )
    for line in letter.lines:
        pdf.ln(2)
        if pdf.will_page_break(_TOGETHER):
            pdf.add_page()
        write(line["heading"], 12, "B", 0)
        write(line["state"], 11, "I", 0)
        if line["text"]:
            write(line["text"])
    return bytes(pdf.output())
