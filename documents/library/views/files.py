"""Files of the library: what each is, and its versions to take along (rules G4, G5)."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from documents.files.models import FileVersion
from documents.files.views.downloading import answer_with
from documents.library.actions.files import give_out_library_file
from documents.library.errors import LibraryError
from documents.library.models import LibraryFile


@require_safe
def file(request: SignedInRequest, in_library_id: int) -> HttpResponse:
    """What a file is, with its versions, the last first."""
    found = LibraryFile.objects.current().select_related("section", "article__section")
    row = get_object_or_404(found, pk=in_library_id)
    versions = FileVersion.objects.shown().filter(file=row.file_id).order_by("-number")
    context = {"row": row, "versions": [(one, _download(row, one)) for one in versions]}
    if row.article:
        context["with_article"] = row.article.versions.published().order_by("-number").first()
    return render(request, "documents/library/file.html", context)


def _download(row: LibraryFile, version: FileVersion) -> str:
    return reverse("library_download", args=[row.pk, version.number])


@require_safe
def download(request: SignedInRequest, in_library_id: int, number: int) -> HttpResponseBase:
    """A version, or the part of it that `Range` asks for."""
    row = get_object_or_404(LibraryFile.objects.current(), pk=in_library_id)
    shown = FileVersion.objects.shown().filter(file=row.file_id).select_related("file")
    version = get_object_or_404(shown, number=number)
    back = reverse("library_file", args=[row.pk])
    try:
        return answer_with(request, version, give_out_library_file, back=back)
    except LibraryError as gone:  # withdrawn meanwhile
        raise Http404 from gone
