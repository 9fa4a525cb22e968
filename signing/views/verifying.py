"""How anybody checks a signed document without ACO-MS (rule F4)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from signing.seal.certificate import NoCertificate, can_sign
from signing.seal.door import roots_as_pem


@require_safe
def how_to_verify(request: HttpRequest) -> HttpResponse:
    """What a signed document carries, and how to check it."""
    return render(request, "signing/how_to_verify.html", {"can_sign": can_sign()})


@require_safe
def root_certificate(request: HttpRequest) -> HttpResponse:
    """The root certificate, for readers of PDF files."""
    try:
        content = roots_as_pem()
    except NoCertificate:
        raise Http404 from None
    return HttpResponse(
        content,
        content_type="application/x-pem-file",
        headers={"Content-Disposition": 'attachment; filename="aco-ms-root.pem"'},
    )
