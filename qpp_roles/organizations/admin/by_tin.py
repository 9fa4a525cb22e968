"""Lists of the admin that find by a complete TIN, which stands in no address (rule E5)."""

import uuid
from typing import Any, Generic

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.access import TOO_MANY_NUMBERS, may_try_number
from acoms.programme.identifiers import masked_tin, tin_in_search
from acoms.programme.tins import tin_hashes
from acoms.site.admin_pages import ListPage, Row

_SOUGHT = "admin_sought_organization"  # the session keeps the TIN's hash


class FindsByTin(ListPage[Row], Generic[Row]):
    """A list of organizations, or of what is `at` them. An address with a TIN leads on to one
    without it; what finds nothing is counted once, here."""

    at = ""

    def search(self, rows: QuerySet[Row], typed: str) -> QuerySet[Row]:
        """What is found by anything but a TIN."""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        tin = tin_in_search(request.GET.get("q", ""))
        if not tin or request.method == "POST":
            return super().changelist_view(request, extra_context)
        self.must(request, "view")
        address, hashes = request.GET.copy(), [str(one) for one in tin_hashes(tin)]
        address["q"] = masked_tin(tin)
        if may_try_number(request, finds=self._with(self.get_queryset(request), hashes).exists):
            request.session[_SOUGHT] = {"q": address["q"], "hashes": hashes}
        else:
            self.message_user(request, TOO_MANY_NUMBERS, "ERROR")
            del address["q"]
        return redirect(f"{request.path}?{address.urlencode()}")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Row], search_term: str
    ) -> tuple[QuerySet[Row], bool]:
        sought = request.session.get(_SOUGHT, {})
        if search_term == sought.get("q"):
            return self._with(queryset, sought["hashes"]), False
        if tin_in_search(search_term):
            return queryset.none(), False
        return self.search(queryset, search_term), False

    def _with(self, rows: QuerySet[Row], hashes: list[str]) -> QuerySet[Row]:
        return rows.filter(Q((f"{self.at}tin_hash__in", [uuid.UUID(one) for one in hashes])))
