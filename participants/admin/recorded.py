"""What CMS staff record once, and what then stays as it is."""

from typing import Any, Generic

from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.http import HttpRequest

from acoms.admin_pages import ListPage, Row


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
