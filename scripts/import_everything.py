"""Imports each module of the product, and looks for each package that any line of it names.

Run by scripts/check from the production environment: a package that is installed only for
developers is missed here and not by whoever runs the site.
"""

import ast
import importlib
import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path

import django

CHECKOUT = Path(__file__).resolve().parent.parent
# What production does not install: made-up data, the services of a run on one machine.
TYPES_ALONE = {"_typeshed"}  # known to type checkers, and never imported
LOCAL_ONLY = ("demo.", "benchmarks.", "acoms.local.", "acoms.settings.local", "acoms.settings.test")


def modules() -> Iterator[tuple[str, Path]]:
    """Each module of the product with its file."""
    apps = [*CHECKOUT.glob("*/apps.py"), *CHECKOUT.glob("*/*/apps.py")]  # a room may have several
    for room in sorted({app.relative_to(CHECKOUT).parts[0] for app in apps}):
        for path in sorted((CHECKOUT / room).rglob("*.py")):
            parts = path.relative_to(CHECKOUT).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            if not f"{name}.".startswith(LOCAL_ONLY):
                yield name, path


def packages_named_in(path: Path) -> set[str]:
    """The packages of all its imports, those inside functions too."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {each.name.partition(".")[0] for each in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names.add(str(node.module).partition(".")[0])
    return names


def main() -> int:
    sys.path.insert(0, str(CHECKOUT))
    django.setup()
    problems: list[str] = []
    for name, path in modules():
        try:
            importlib.import_module(name)
        except ImportError as missing:
            problems.append(f"{name}: {missing}")
        problems += [
            f"{name} imports {package}, which is not installed"
            for package in sorted(packages_named_in(path))
            if package not in sys.stdlib_module_names | TYPES_ALONE
            and importlib.util.find_spec(package) is None
        ]
    print("\n".join(problems))
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
