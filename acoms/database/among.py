"""A column that is one of some ids, as one parameter: SQL that is the same for one id and for many,
so that it can be prepared (`acoms.database.prepared`)."""

from typing import Any

from django.db.models import Lookup


class Among(Lookup[Any]):
    """`Among(F("aco"), [1, 2])`: it is one of these ids; none is among none."""

    lookup_name = "among"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        return "%s", [value]

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        kind = self.lhs.output_field.db_type(connection)
        return f"{left} = ANY({right}::{kind}[])", (*left_params, *right_params)
