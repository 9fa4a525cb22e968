"""Counting for lists of millions: exactly while it is few, as PostgreSQL estimates it beyond."""

import json
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

COUNTED = 1_000


class EstimatedPaginator(Paginator[Any]):
    """A paginator whose count takes as long for two million rows as for a thousand."""

    @cached_property
    def count(self) -> int:
        listed: Any = self.object_list
        rows = listed.order_by()
        counted = len(rows.values_list("pk")[: COUNTED + 1])
        if counted <= COUNTED:
            return counted
        plan = json.loads(rows.explain(format="json"))
        return max(COUNTED, int(plan[0]["Plan"]["Plan Rows"]))
