"""What the admin pages of every room share: who may, what is refused, and lists as CSV."""

from collections.abc import Iterator
from typing import Any, Generic, TypeVar

from django.contrib import admin
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import get_fields_from_path, label_for_field, lookup_field
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.auth import get_permission_codename
from django.contrib.contenttypes.models import ContentType
from django.db.models import DateField, ForeignKey, Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.text import capfirst

from acoms.access import Decision, Refused
from acoms.site.forms import DayField
from acoms.site.overtaken import OvertakenForm, overtaken_form
from acoms.tables.exports import cell_text, csv_response

Row = TypeVar("Row", bound=Model)
ROWS_AT_ONCE = 2_000
_ASKED_BY_FILTERS = ("exact", "isnull", "isempty", "gte", "lt")


class ReadOnly:
    """Shown to CMS staff, changed by nobody here: changes go through the room's actions."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ListPage(admin.ModelAdmin[Row], Generic[Row]):
    """A list with its CSV file, and refusals that name the roles of CMS staff that could.

    `export_columns` are names as in `list_display`, which stands in for it. Nothing is deleted in
    the admin, and whoever changes something overrides `save_model` to call an action.
    """

    change_list_template = "admin/list.html"
    list_per_page = 50
    show_full_result_count = False
    export_columns: tuple[str, ...] = ()
    formfield_overrides = {DateField: {"form_class": DayField}}

    def permission(self, verb: str) -> str:
        return f"{self.opts.app_label}.{get_permission_codename(verb, self.opts)}"

    def must(self, request: HttpRequest, verb: str) -> None:
        """Raise Refused, naming who could, unless the person has `has_VERB_permission`."""
        if not getattr(self, f"has_{verb}_permission")(request):
            why, who = request.user.refusal_of(self.permission(verb))  # type: ignore[union-attr]
            raise Refused(Decision(False, why, who))

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        """Only what the list's filters ask. Django lets any lookup of the model's own columns pass:
        whoever sees a list could guess a password's hash by `password__regex`."""
        return lookup in self._declared_lookups(request)

    def _declared_lookups(self, request: HttpRequest) -> Iterator[str]:
        for each in self.get_list_filter(request):
            if isinstance(each, type):
                yield str(each.parameter_name)  # type: ignore[attr-defined]  # a SimpleListFilter
                continue
            path = each if isinstance(each, str) else str(each[0])  # type: ignore[index]
            yield from (path, *(f"{path}__{asked}" for asked in _ASKED_BY_FILTERS))
            field = get_fields_from_path(self.model, path)[-1]
            if isinstance(field, ForeignKey):
                yield f"{path}__{field.target_field.name}__exact"

    def has_export_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.permission("export"))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # the record of who did what stays whole

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        raise NotImplementedError("An admin page writes through an action of its room.")

    def lock(self, obj: Any) -> None:
        """Take the lock under which the action changes a row, before its form is read."""
        rows = self.model._base_manager.filter(pk=obj.pk)
        list(rows.select_for_update(no_key=True, of=("self",)).values_list("pk"))

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: Any = None
    ) -> Row | None:
        """A row whose form was sent, as it is under its lock."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not self._saves(request):
            return found
        self.lock(found)
        return super().get_object(request, object_id, from_field)

    def _saves(self, request: HttpRequest) -> bool:
        page = f"{self.opts.app_label}_{self.opts.model_name}_change"
        at = request.resolver_match
        return request.method == "POST" and at is not None and at.url_name == page

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[Any]:
        """Of a row, a form that overwrites nothing that was changed since it was drawn."""
        form = super().get_form(request, obj, change=change, **kwargs)
        return overtaken_form(form, request) if change else form

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kw: Any) -> Any:
        form = context["adminform"].form
        context["errors"] = None  # the page says them as all others do
        if isinstance(form, OvertakenForm):
            context["filled_from"] = form.carries(request)
        if (row := kw.get("obj")) is not None:
            context["title"] = capfirst(self.opts.verbose_name)
            context.update(self.beside(request, row))
        return super().render_change_form(request, context, *args, **kw)

    def beside(self, request: HttpRequest, row: Row) -> dict[str, Any]:
        """What a row's page shows besides its fields, for its template."""
        return {}

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        """What our own history says of a row; who sees the row sees it."""
        return super().history_view(
            request, object_id, {"title": "History", **(extra_context or {})}
        )

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """A record is added once, however often its form is sent (`acoms.once.done`)."""
        added = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(obj, for_concrete_model=False),
            object_id=obj.pk,
            action_flag=ADDITION,
        )
        return added.first() or super().log_addition(request, obj, message)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        raise NotImplementedError("Nothing is deleted in the admin.")

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        raise NotImplementedError("Nothing is deleted in the admin.")

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        export = path("export/", self.admin_site.admin_view(self.export_view), name=name)
        return [export, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        self.must(request, "add")
        return super().add_view(request, form_url, extra_context)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: Any = None,
    ) -> HttpResponse:
        if request.method == "POST":
            self.must(request, "change")
        return super().change_view(request, object_id, form_url, extra_context)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: Any = None
    ) -> HttpResponse:
        self.must(request, "delete")
        return super().delete_view(request, object_id, extra_context)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method == "POST":
            self._must_act(request, request.POST.get("action", ""))
        why = ""
        if not self.has_export_permission(request):
            why = request.user.refusal_of(self.permission("export"))[0]  # type: ignore[union-attr]
        context = {
            "title": capfirst(self.opts.verbose_name_plural),
            "export_url": f"export/?{request.GET.urlencode()}",
            "no_export": why,
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def _must_act(self, request: HttpRequest, action: str) -> None:
        """Django only leaves out the actions that someone lacks; a refusal says who has them."""
        if action in (self.actions or ()):
            for verb in getattr(getattr(self, action), "allowed_permissions", ()):
                self.must(request, verb)

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """What the list shows for this search and these filters, all of it, as a CSV file."""
        self.must(request, "view")
        self.must(request, "export")
        try:
            found = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters:
            return redirect("../")
        names = self.export_columns or tuple(map(str, self.get_list_display(request)))
        header = [str(label_for_field(name, self.model, self)) for name in names]
        stem = str(self.opts.verbose_name_plural).lower().replace(" ", "-")
        return csv_response(
            f"{stem}-{timezone.localdate():%Y-%m-%d}.csv",
            [label[:1].upper() + label[1:] for label in header],
            self._rows(found, names),
        )

    def _rows(self, found: Any, names: tuple[str, ...]) -> Iterator[list[str]]:
        for row in found.iterator(chunk_size=ROWS_AT_ONCE):
            yield [self._cell(row, name) for name in names]

    def _cell(self, row: Any, name: str) -> str:
        field, _, value = lookup_field(name, row, self)
        if field is not None and getattr(field, "flatchoices", None):
            value = dict(field.flatchoices).get(value, value)
        return cell_text(value)


class RecordAdmin(ReadOnly, ListPage[Row], Generic[Row]):
    """A list and a page of records that stay as they are."""


class RecordedOnce(ListPage[Row], Generic[Row]):
    """A page to add a record, and pages to read them."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: Any, **how: Any) -> Any:
        """A choice without the signs beside it that lead away from the form."""
        field = super().formfield_for_dbfield(db_field, request, **how)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field
