"""The articles of the Knowledge Library, as CMS staff write them (rule G3)."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.requests import staff
from acoms.once.shown import fingerprint
from acoms.programme.clock import day_in_words, in_words
from acoms.site.admin_pages import RecordAdmin
from documents.library.actions import writing
from documents.library.admin.asked import BRING_BACK, DISCARD, PLACE, WITHDRAW, Asked
from documents.library.admin.forms import AskedForm, PlaceForm, WithdrawForm, WriteForm
from documents.library.errors import LibraryError
from documents.library.markdown import read
from documents.library.models import Article, Version
from documents.library.queries import COUNTED, latest_version, shown_of_article
from documents.library.rules import State

_PAGE = "admin:documents_library_article_change"


class StateFilter(admin.SimpleListFilter):
    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(state.value, state.label) for state in State]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        asked = {state.value: state for state in State}.get(self.value() or "")
        return queryset.filter(pk__in=_in_state(queryset, asked)) if asked else queryset


def _in_state(articles: QuerySet[Article], state: State) -> list[int]:
    """There are some hundred articles at most."""
    return [article.pk for article in articles if article.state is state]


@admin.register(Article)
class ArticleAdmin(RecordAdmin[Article]):
    """Articles with how many they helped; each is written on a page of its own."""

    change_form_template = "admin/documents_library/article/change_form.html"
    list_display = ("title", "section", "state", "updated", "helped", "did_not_help")
    export_columns = ("title", "slug", *list_display[1:])
    list_filter = (StateFilter, "section")
    list_select_related = ("section",)
    search_fields = ("slug__icontains", "versions__title__icontains")
    search_help_text = "Part of the title, or of the address"
    ordering = ("section__order", "section__name", "order", "slug")
    fields = readonly_fields = (
        "title",
        "state",
        "section",
        "order",
        "address",
        "all_versions",
        "withdrawn",
        "opinions",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        found: QuerySet[Article] = Article.objects.with_state().annotate(**COUNTED)
        return found

    def get_urls(self) -> list[URLPattern]:
        name, view = "documents_library_article_", self.admin_site.admin_view
        pages: dict[str, Callable[..., HttpResponse]] = {
            "write": self.write_view,
            "place": self.place_view,
            "withdraw": self.withdraw_view,
            "bring-back": self.bring_back_view,
            "discard": self.discard_view,
        }
        own = [path(f"<int:pk>/{at}/", view(page), name=name + at) for at, page in pages.items()]
        return [*own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(self.permission("add"))

    def has_write_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("write"))

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        self.must(request, "add")
        return self._write(request, None)

    def beside(self, request: HttpRequest, row: Article) -> dict[str, Any]:
        return {
            "may_write": self.has_write_permission(request),
            "draft": row.state in (State.DRAFT, State.CHANGING),
            "may_discard": row.state is State.CHANGING,
        }

    def write_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """A new version of an article, or its draft."""
        self.must(request, "write")
        return self._write(request, get_object_or_404(Article.objects.with_state(), pk=pk))

    def _write(self, request: HttpRequest, article: Article | None) -> HttpResponse:
        latest = latest_version(article) if article else None
        form = WriteForm(article, latest, request.POST or None)
        asked = request.POST.get("do", "")
        context: dict[str, Any] = {}
        shows, refused = request.POST.get("shown", ""), False
        if form.is_valid():
            if asked in ("draft", "publish"):
                try:
                    written = _save(request, article, form, publish=asked == "publish")
                except LibraryError as error:
                    error.show_in(form)
                    refused = True  # what is there now is linked, and typed over knowingly
                else:
                    self.message_user(request, _WRITTEN[asked])
                    return redirect(_PAGE, written.pk)
            else:
                context |= {"preview": form.text, "text": read(form.text.body)}
        if article and latest and (refused or not request.POST):
            shows = fingerprint(shown_of_article(article, latest))
        title = f"Write: {article}" if article else "Write an article"
        context |= {"form": form, "shows": shows, "latest": latest}
        return self._render(request, "write", title, article, context)

    def place_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Another section, or another place in it."""
        article = self._article(request, pk)
        now = {"section": article.section, "order": article.order}
        return self._confirmed(
            request, article, PLACE, PlaceForm(request.POST or None, initial=now)
        )

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Drop the draft; readers go on reading what is published."""
        form = AskedForm(request.POST or None)
        return self._confirmed(request, self._article(request, pk), DISCARD, form)

    def withdraw_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take it out of the library."""
        form = WithdrawForm(request.POST or None)
        return self._confirmed(request, self._article(request, pk), WITHDRAW, form)

    def bring_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Put it back into the library."""
        form = AskedForm(request.POST or None)
        return self._confirmed(request, self._article(request, pk), BRING_BACK, form)

    def _article(self, request: HttpRequest, pk: int) -> Article:
        self.must(request, "write")
        return get_object_or_404(Article.objects.with_state().select_related("section"), pk=pk)

    def _confirmed(
        self, request: HttpRequest, article: Article, asked: Asked, form: forms.Form
    ) -> HttpResponse:
        """Ask, and do it as it was shown."""
        if request.method == "POST" and form.is_valid():
            try:
                asked.action(
                    acting_person=staff(request),
                    article=article,
                    shown=request.POST.get("shown"),
                    **form.cleaned_data,
                )
            except LibraryError as error:
                error.show_in(form)
                article = self._article(request, article.pk)
            else:
                self.message_user(request, asked.done)
                return redirect(_PAGE, article.pk)
        shows = fingerprint(shown_of_article(article, latest_version(article)))
        context = {"form": form, "asked": asked, "shows": shows}
        return self._render(request, "confirm", f"{asked.title}: {article}", article, context)

    def _render(
        self,
        request: HttpRequest,
        template: str,
        title: str,
        article: Article | None,
        context: dict[str, Any],
    ) -> HttpResponse:
        back = "admin:documents_library_article_changelist"
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "article": article,
            "back_url": reverse(_PAGE, args=[article.pk]) if article else reverse(back),
        }
        where = f"admin/documents_library/article/{template}.html"
        return render(request, where, {**shared, **context})

    @admin.display(description="title", ordering="latest_title")
    def title(self, article: Any) -> str:
        return str(article.latest_title)

    @admin.display(description="state")
    def state(self, article: Article) -> str:
        return article.state.label

    @admin.display(description="published", ordering="last_published_at")
    def updated(self, article: Any) -> str:
        return day_in_words(article.last_published_at) if article.last_published_at else ""

    @admin.display(description="helped", ordering="helped")
    def helped(self, article: Any) -> int:
        return int(article.helped)

    @admin.display(description="did not help", ordering="did_not_help")
    def did_not_help(self, article: Any) -> int:
        return int(article.did_not_help)

    @admin.display(description="address")
    def address(self, article: Article) -> SafeString:
        url = reverse("library_article", args=[article.slug])
        return format_html('<a href="{}">{}</a>', url, url)

    @admin.display(description="versions")
    def all_versions(self, article: Article) -> SafeString:
        versions = article.versions.select_related("written_by").order_by("-number")
        rows = [
            (reverse("library_version", args=[article.slug, one.number]), _said_of(one), one.note)
            for one in versions
        ]
        listed = format_html_join("", '<li><a href="{}">{}</a>: {}</li>', rows)
        return format_html('<ul class="plain">{}</ul>', listed)

    @admin.display(description="withdrawn")
    def withdrawn(self, article: Article) -> str:
        if article.withdrawn_at is None:
            return "No"
        by = article.withdrawn_by
        assert by is not None
        return f"{in_words(article.withdrawn_at)}, {by.full_name}: {article.withdrawal_reason}"

    @admin.display(description="what readers say")
    def opinions(self, article: Any) -> SafeString:
        url = reverse("admin:documents_library_opinion_changelist")
        said = f"It helped {article.helped}, and did not help {article.did_not_help}"
        ask = f"{url}?version__article__id__exact={article.pk}"
        return format_html('{}. <a href="{}">In their words</a>', said, ask)


_WRITTEN = {"draft": "The draft is saved. Readers do not see it.", "publish": "It is published."}


def _save(
    request: HttpRequest, article: Article | None, form: WriteForm, *, publish: bool
) -> Article:
    given = {"text": form.text, "publish": publish, "tell": form.cleaned_data["tell"]}
    if article is None:
        place = {name: form.cleaned_data[name] for name in ("slug", "section", "order")}
        return writing.write_article(acting_person=staff(request), **place, **given)
    shown = request.POST.get("shown", "")
    return writing.edit_article(acting_person=staff(request), article=article, shown=shown, **given)


def _said_of(version: Version) -> str:
    by = version.written_by.full_name if version.written_by else "ACO-MS"
    if version.published_at is None:
        return f"Draft by {by}, {in_words(version.written_at)}"
    return f"Version {version.number}, published {in_words(version.published_at)} by {by}"
