"""The library itself, and its articles."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from accounts.staff import Duty
from acoms.access.pages import require_POST
from acoms.text.numbers import key_of
from documents.library.actions.opinions import follow_library, say_whether_it_helped
from documents.library.errors import LibraryError
from documents.library.forms import HelpedForm
from documents.library.markdown import read
from documents.library.models import Article, Opinion, Version
from documents.library.queries import (
    files_of_article,
    follows,
    opinion_of,
    published_versions,
    shelves,
    with_version,
)
from documents.library.search import pieces, search, search_files

_LONGEST_SEARCH = 100


@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """All articles and files by section, or those that a search finds."""
    typed = request.GET.get("q", "").replace("\x00", "")[:_LONGEST_SEARCH].strip()
    context: dict[str, Any] = {"typed": typed, "follows": follows(request.user)}
    if typed:
        found, files = list(search(typed)), with_version(search_files(typed))
        context["some"] = not (found or files)
        if context["some"]:
            found = list(search(typed, some=True))
            files = with_version(search_files(typed, some=True))
        context["files"], context["counted"] = files, _counted(len(found), len(files))
        context["found"] = [(one, list(pieces(one.headline))) for one in found]  # type: ignore[attr-defined]  # of search
    else:
        context["shelves"] = shelves()
    return render(request, "documents/library/library.html", context)


def _counted(articles: int, files: int) -> str:
    """`1 article and 2 files`, without what there is none of."""
    each = ((articles, "article"), (files, "file"))
    return " and ".join(f"{n} {what}{'' if n == 1 else 's'}" for n, what in each if n)


@require_safe
def help_article(request: SignedInRequest, slug: str) -> HttpResponse:
    """Where pages' help links lead: to the article, or to the library that has none."""
    if Version.objects.current().filter(article__slug=slug).exists():
        return redirect("library_article", slug)
    messages.info(
        request, "There is no article about this yet. Search for it, or ask the Helpdesk."
    )
    return redirect("knowledge_library")


@require_safe
def article(request: SignedInRequest, slug: str) -> HttpResponse:
    """What readers read now."""
    found = _article(slug)
    all_published = published_versions(found)
    if not all_published:
        raise Http404  # begun, and never published
    if found.withdrawn_at is not None:
        return render(request, "documents/library/withdrawn.html", {"article": found}, status=410)
    return _show(request, found, all_published[0], all_published)


def _show(
    request: SignedInRequest,
    found: Article,
    version: Version,
    published: list[Version],
    form: HelpedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    opinion = opinion_of(request.user, version)
    if form is None:
        form = HelpedForm(initial=_said(opinion))
    context = {
        "article": found,
        "version": version,
        "text": read(version.body),
        "published": published,
        "opinion": opinion,
        "form": form,
        "files": files_of_article(found),
    }
    return render(request, "documents/library/article.html", context, status=status)


def _said(opinion: Opinion | None) -> dict[str, str]:
    if opinion is None:
        return {}
    return {"helpful": "yes" if opinion.helpful else "no", "words": opinion.words}


@require_POST
def helped(request: SignedInRequest, slug: str) -> HttpResponse:
    """Whether the version that was read has helped."""
    found = _article(slug)
    form = HelpedForm(request.POST)
    if form.is_valid():
        try:
            say_whether_it_helped(
                acting_person=request.user,
                article=found,
                number=key_of(request.POST.get("number", "")) or 0,
                helpful=form.cleaned_data["helpful"] == "yes",
                words=form.cleaned_data["words"],
            )
        except LibraryError as error:
            error.show_in(form)
        else:
            messages.success(request, "Thank you. You can change your answer at any time.")
            return redirect("library_article", slug)
    published = published_versions(found)
    if not published or found.withdrawn_at is not None:
        raise Http404
    return _show(request, found, published[0], published, form)


@require_safe
def versions(request: SignedInRequest, slug: str) -> HttpResponse:
    """All that readers could ever read of an article."""
    found = _article(slug)
    published = published_versions(found)
    if not published or found.withdrawn_at is not None:
        raise Http404
    context = {"article": found, "version": published[0], "published": published}
    return render(request, "documents/library/versions.html", context)


@require_safe
def version(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """An earlier version; a draft, and what is withdrawn, only for those of CMS staff who write."""
    found = _article(slug)
    writes = request.user.may(Duty.WRITE_LIBRARY)
    published = published_versions(found)
    shown = found.versions.filter(number=number).first()
    if shown is None or (
        (shown.published_at is None or found.withdrawn_at is not None) and not writes
    ):
        raise Http404
    context = {
        "article": found,
        "version": shown,
        "text": read(shown.body),
        "current": published[0] if published else None,
        "admin_url": reverse("admin:documents_library_article_change", args=[found.pk]),
        "writes": writes,
    }
    return render(request, "documents/library/version.html", context)


@require_POST
def follow(request: SignedInRequest) -> HttpResponse:
    """Be told of new articles, or no longer."""
    wanted = request.POST.get("follow") == "yes"
    follow_library(acting_person=request.user, follow=wanted)
    messages.success(
        request,
        "You will be told of new and updated articles."
        if wanted
        else "You will not be told of new articles any more.",
    )
    return redirect("knowledge_library")


def _article(slug: str) -> Article:
    found = Article.objects.select_related("section").filter(slug=slug).first()
    if found is None:
        raise Http404
    return found
