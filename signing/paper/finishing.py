"""The empty fields for signatures, put into a PDF before anybody signs (PDF/UA-1 7.18).

Each is a widget with a description, in the structure as a form, so that later signatures only fill
in what is there, and a screen reader finds them. `signing.paper.making` is the only way here.
"""

import io
from collections.abc import Sequence

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

from signing.paper.fields import BOTTOMS, HEIGHT, LEFT, WIDTH, field_name

PRINTED_AND_LOCKED = 4 | 128


def with_fields(pdf: bytes, descriptions: Sequence[str]) -> bytes:
    """The PDF with an empty field for each signature on its last page."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[-1]
        page.obj.Tabs = Name.S
        root = opened.Root.StructTreeRoot
        widgets = [
            _widget(opened, page, slot, text) for slot, text in enumerate(descriptions, start=1)
        ]
        for widget in widgets:
            _tag(opened, root, page, widget)
        annotations = page.obj.get("/Annots", Array())
        page.obj.Annots = Array([*annotations, *widgets])
        opened.Root.AcroForm = opened.make_indirect(
            Dictionary(Fields=Array(widgets), SigFlags=0, DA=String("/Helv 0 Tf 0 g"))
        )
        saved = io.BytesIO()
        opened.save(saved, deterministic_id=True)
    return saved.getvalue()


def _widget(pdf: pikepdf.Pdf, page: pikepdf.Page, slot: int, description: str) -> pikepdf.Object:
    bottom = BOTTOMS[slot - 1]
    blank = pdf.make_stream(b"")
    blank.Type, blank.Subtype = Name.XObject, Name.Form
    blank.BBox = Array([0, 0, WIDTH, HEIGHT])
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Sig,
            T=String(field_name(slot)),
            TU=String(description),
            F=PRINTED_AND_LOCKED,
            P=page.obj,
            Rect=Array([LEFT, bottom, LEFT + WIDTH, bottom + HEIGHT]),
            AP=Dictionary(N=blank),
        )
    )


def _tag(
    pdf: pikepdf.Pdf, root: pikepdf.Object, page: pikepdf.Page, widget: pikepdf.Object
) -> None:
    """The widget in the structure: as a form, at the end of the document."""
    number = int(root.get("/ParentTreeNextKey", _next_key(root)))
    form = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem,
            S=Name.Form,
            Alt=widget.TU,
            Pg=page.obj,
            K=Dictionary(Type=Name.OBJR, Obj=widget, Pg=page.obj),
        )
    )
    top = root.K[0] if isinstance(root.K, Array) else root.K
    form.P = top
    kids = top.get("/K", Array())
    top.K = Array([*kids, form]) if isinstance(kids, Array) else Array([kids, form])
    widget.StructParent = number
    leaf = pikepdf.NumberTree(root.ParentTree)
    leaf[number] = form
    root.ParentTreeNextKey = number + 1


def _next_key(root: pikepdf.Object) -> int:
    return max((key for key, _ in pikepdf.NumberTree(root.ParentTree).items()), default=-1) + 1


def without_tags(pdf: bytes) -> bytes:
    """A page to be shown in a field: without the marks of a structure that it no longer has."""
    marks = {"BDC", "BMC", "EMC"}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        page = opened.pages[0]
        kept = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) not in marks]
        page.obj.Contents = opened.make_stream(pikepdf.unparse_content_stream(kept))
        for key in ("/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]
        saved = io.BytesIO()
        opened.save(saved, deterministic_id=True)
    return saved.getvalue()


def text_of_pages(pdf: bytes) -> list[str]:
    """What stands on each page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.get_textpage().get_text_range() for page in opened]
