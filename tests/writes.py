"""Writes stand in actions: says every other place that saves, updates, deletes or inserts.

Models are written by calls without positional arguments (`save()`, `update(name=…)`), which tells
them from dictionaries, sets and stores of files; SQL is told by its words.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ALWAYS = {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
BY_NAME_ONLY = {"save", "create", "update", "delete"}
SQL = re.compile(
    r"\b(INSERT\s+INTO|UPDATE\s+\S+\s+(AS\s+)?(\w+\s+)?SET|DELETE\s+FROM|TRUNCATE|COPY\s.*FROM)\b",
    re.DOTALL,
)
NOT_THE_SITE = {"benchmarks", "demo", "scripts", "tests"}
# Where a write stands outside of actions, and why.
ALLOWED = {
    "accounts/authenticator.py": "a device of django-otp's counts what it is asked",
    "accounts/models.py": "Django's own commands make people by their manager",
    "accounts/recovery.py": "a device of django-otp's counts what it is asked",
    "accounts/session_engine.py": "what Django keeps sessions by",
    "acoms/database/copying.py": "what actions copy rows into tables by",
    "acoms/database/roles.py": "what migrate says that roles may do",
    "acoms/once/lease.py": "what actions hold their work by",
    "acoms/once/reminders.py": "the engine claims in the transaction of the message",
    "acoms/operations/rekeying.py": "an operator's command stores every room's values anew",
    "search/keeping.py": "what the triggers write, and the rebuild",
    "acoms/site/opened_links.py": "what actions count the tries at a code by",
}


def is_action(path: Path) -> bool:
    parts = path.with_suffix("").parts
    return "actions" in parts or "migrations" in parts or parts[0] in NOT_THE_SITE


def writes_in(source: str) -> Iterator[tuple[int, str]]:
    """The lines that write, each with the word that tells it."""
    tree = ast.parse(source)
    passed_over = {id(node) for node in ast.walk(tree) for node in _no_statements(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name, on = node.func.attr, ast.unparse(node.func.value)
            if name in ALWAYS or (
                name in BY_NAME_ONLY and not node.args and not on.endswith("session")
            ):
                yield node.lineno, f"{name}()"
        elif isinstance(node, ast.Constant | ast.JoinedStr) and id(node) not in passed_over:
            for found in SQL.finditer(_text(node)):
                yield node.lineno, " ".join(found[0].split()[:2])


def _no_statements(node: ast.AST) -> Iterator[ast.AST]:
    """Strings that nothing here executes: docstrings, parts of other strings, and the functions of
    triggers, which the database runs."""
    if isinstance(node, ast.Expr):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield from node.values
    elif isinstance(node, ast.Call) and ast.unparse(node.func).startswith("pgtrigger."):
        yield from (part for keyword in node.keywords for part in ast.walk(keyword))


def _text(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    return "".join(_text(part) if isinstance(part, ast.Constant) else "x" for part in node.values)


def main() -> int:
    rooms = sorted(here.parent for here in Path().glob("*/__init__.py"))
    paths = [path for room in rooms for path in sorted(room.rglob("*.py"))]
    found = {
        str(path): sorted(writes_in(path.read_text())) for path in paths if not is_action(path)
    }
    wrong = [
        f"{path}:{line}: {word} stands outside of actions"
        for path, writes in found.items()
        if path not in ALLOWED
        for line, word in writes
    ]
    wrong += [f"tests/writes.py: {path} writes nothing" for path in ALLOWED if not found.get(path)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
