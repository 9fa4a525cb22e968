"""The description of the API for programs, and the pages about it for people."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from acoms.api.limits import WINDOW
from acoms.api.paging import LIMIT, MOST
from acoms.api.problems import SORTS
from api.v1.client import client
from api.v1.description import description
from api.v1.examples import CURL, PYTHON
from api.v1.reading import operations, schemas


@csrf_exempt  # so that a POST is told that there is none, as everywhere in the API
@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    return JsonResponse(description())


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every operation with its parameters and answers, drawn from the description."""
    context = {
        "subjects": list(operations()),
        "schemas": schemas(),
        "curl": CURL.format(site=settings.SITE_URL),
        "python": PYTHON.format(site=settings.SITE_URL),
    }
    return render(request, "api/v1/docs.html", context)


@require_safe
def acoms_cli(request: HttpRequest) -> HttpResponse:
    """The command line, for whoever fetches files with it."""
    saved_as = {"Content-Disposition": 'attachment; filename="acoms-cli.pyz"'}
    return HttpResponse(client(), content_type="application/zip", headers=saved_as)


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """How much a program may ask for, on one page."""
    context = {
        "requests": settings.API_REQUESTS_A_MINUTE,
        "window": WINDOW,
        "limit": LIMIT,
        "most": MOST,
    }
    return render(request, "api/v1/limits.html", context)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """All sorts of problems."""
    return render(request, "api/v1/problems.html", {"sorts": SORTS.values()})


@require_safe
def problem(request: HttpRequest, slug: str) -> HttpResponse:
    """What one sort of problem means, and what to do: the page that its `type` names."""
    if slug not in SORTS:
        raise Http404
    return render(request, "api/v1/problem.html", {"sort": SORTS[slug]})
