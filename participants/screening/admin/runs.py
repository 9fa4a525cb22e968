"""Screenings, started here and watched while they run (rule C5)."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django_htmx.http import HttpResponseClientRefresh

from acoms.once.lease import LASTS
from acoms.site.admin_pages import RecordAdmin
from participants.screening.actions.runs import start_screening
from participants.screening.compared import compared_in_words
from participants.screening.errors import ScreeningError
from participants.screening.models.findings import ScreeningRun


@admin.register(ScreeningRun)
class ScreeningRunAdmin(RecordAdmin[ScreeningRun]):
    """Reads all, and starts one of the whole programme."""

    change_list_template = "admin/participants_screening/screeningrun/change_list.html"
    change_form_template = "admin/participants_screening/screeningrun/change_form.html"
    list_display = (
        "created_at",
        "of_what",
        "started",
        "stands",
        "found",
        "resolved",
        "screened",
        "unchecked",
    )
    export_columns = (*list_display, "ended_at", "failure")
    list_filter = ("source", "created_at")
    search_fields = ("source__istartswith",)
    search_help_text = "Started from, from its beginning"
    list_select_related = ("started_by",)
    fields = (
        ("of_what", "started"),
        ("created_at", "ended_at"),
        ("found", "resolved", "screened"),
        ("unchecked", "not_answered"),
        "compared",
    )
    readonly_fields = ("of_what", "started", "not_answered", "compared")

    @admin.display(description="compared with")
    def compared(self, run: ScreeningRun) -> str:
        return compared_in_words(run) or "Not recorded"

    @admin.display(description="of what")
    def of_what(self, run: ScreeningRun) -> str:
        if run.whole_programme:
            return "The whole program"
        number = len(run.change_ids or ())
        return "1 change request" if number == 1 else f"{number} change requests"

    @admin.display(description="started by")
    def started(self, run: ScreeningRun) -> str:
        return f"{run.started_by.full_name}, {run.source}" if run.started_by else run.source

    @admin.display(description="where it stands")
    def stands(self, run: ScreeningRun) -> str:
        """In words: ended, failed, under way with how far, or waiting for a worker."""
        if run.ended_at is not None:
            return "Not finished" if run.failure else "Ended"
        if run.alive_at is None:
            return "Waiting for a worker"
        if run.alive_at < timezone.now() - LASTS:
            return "Broken off, to be taken up again"
        return f"Under way: {run.done * 100 // run.total}%"

    @admin.display(description="about whom PECOS did not answer")
    def not_answered(self, run: ScreeningRun) -> str:
        more = run.unchecked - len(run.unchecked_sample)
        listed = ", ".join(run.unchecked_sample)
        return f"{listed} and {more:,} more" if more > 0 else listed

    def has_start_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("start"))

    def get_urls(self) -> list[URLPattern]:
        def start(request: HttpRequest) -> HttpResponse:
            return self.start_view(request)

        def progress(request: HttpRequest, run_id: int) -> HttpResponse:
            return self.progress_view(request, run_id)

        view, name = self.admin_site.admin_view, "participants_screening_screeningrun"
        return [
            path("start/", view(start), name=f"{name}_start"),
            path("<int:run_id>/progress/", view(progress), name=f"{name}_progress"),
            *super().get_urls(),
        ]

    def start_view(self, request: HttpRequest) -> HttpResponse:
        """Start a screening of the whole programme; then its page."""
        self.must(request, "start")
        if request.method != "POST":
            return redirect("admin:participants_screening_screeningrun_changelist")
        try:
            run = start_screening(acting_person=request.user, source="the admin")  # type: ignore[arg-type]  # signed in: a Person
        except ScreeningError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect("admin:participants_screening_screeningrun_changelist")
        return redirect("admin:participants_screening_screeningrun_change", run.pk)

    def progress_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """The progress bar as it is now, for the run's page; the whole page once it has ended."""
        self.must(request, "view")
        run = get_object_or_404(ScreeningRun, pk=run_id)
        if run.ended_at is not None:
            return HttpResponseClientRefresh()
        return render(request, _PROGRESS, self._progress(run))

    def _progress(self, run: ScreeningRun) -> dict[str, Any]:
        return {"run": run, "stands": self.stands(run), "percent": run.done * 100 // run.total}

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        why = ""
        if not self.has_start_permission(request):
            why = request.user.refusal_of(self.permission("start"))[0]  # type: ignore[union-attr]
        return super().changelist_view(request, {"no_start": why, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        context.update(self._progress(kw["obj"]))
        return super().render_change_form(request, context, *args, **kw)


_PROGRESS = "admin/participants_screening/screeningrun/progress.html"
