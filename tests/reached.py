"""Which names of the product the product itself reaches: only what runs can be proven.

`python -m tests.reached` lists those that it does not. From where Django and Celery begin (URLs,
models, commands, admin and tasks by their decorators, what modules do as they are imported) it
follows every name that the code says. Methods are followed by their name alone, whoever's they are,
and templates and strings count as saying it: so it may miss something dead, and calls nothing dead
that runs. The tree is read, not imported, so it needs neither Django nor a database.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from tests.floors import rooms
from tests.written import Module, Name, dotted, left_to_fixtures, nodes_of, parts_of

ROOT = Path(__file__).resolve().parents[1]
# Where packages stand: in the checkout, and in programs that others install.
_SOURCES = ("", "clients/acoms-cli")
# Part of the checkout, and no part of the site.
_BESIDE = ("acoms.local", "benchmarks", "demo", "scripts", "tests")
# Modules and packages of which somebody else takes what is in them.
_BEGINNINGS = {
    "__main__",
    "apps",
    "celery",
    "commands",
    "formats",
    "migrations",
    "models",
    "server",
    "session_engine",
    "settings",
    "templatetags",
    "urls",
    "wsgi",
}
# Decorators that register nothing: nobody calls what has one because of it.
_QUIET = {
    "atomic",
    "cache",
    "cached_property",
    "classmethod",
    "contextmanager",
    "dataclass",
    "lru_cache",
    "never_cache",
    "overload",
    "override",
    "property",
    "require_GET",
    "require_POST",
    "require_http_methods",
    "require_safe",
    "sensitive_post_parameters",
    "sensitive_variables",
    "setter",
    "shared_task",  # a schedule or an action names it
    "staticmethod",
    "total_ordering",
    "unique",
    "wraps",
}
# Base classes that call nothing of what is made of them by a name of their own.
_PLAIN = {
    "Enum",
    "Exception",
    "Flag",
    "Generic",
    "IntEnum",
    "NamedTuple",
    "Protocol",
    "StrEnum",
    "TypedDict",
    "ValueError",
    "dict",
    "object",
    "str",
    "tuple",
}


@dataclass
class Said:
    """The names that some code says, and the attributes of whatever else."""

    names: set[Name] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


class Tree:
    """Packages of the checkout, and what their code says."""

    def __init__(self, packages: Iterable[str], root: Path = ROOT) -> None:
        self.root = root
        self.modules = {
            name: Module(name, path)
            for source in map(root.joinpath, _SOURCES)
            for package in packages
            for path in sorted(source.joinpath(package).rglob("*.py"))
            for name in [dotted(path.relative_to(source))]
        }
        self.product = {
            name: module for name, module in self.modules.items() if not name.startswith(_BESIDE)
        }

    @cached_property
    def reached(self) -> set[Name]:
        """What the product reaches from where others begin."""
        attributes = self._in_templates()
        to_do: list[Name] = []
        for module in self.product.values():
            done = self.said(module, module.done)
            to_do += done.names
            attributes |= done.attributes
            to_do += (Name(module.name, name) for name in module.defined if _begins(module, name))
        reached: set[Name] = set()
        while to_do:
            while to_do:
                name = to_do.pop()
                if name in reached:
                    continue
                reached.add(name)
                said = self.said_by(name)
                to_do += said.names
                attributes |= said.attributes
            to_do = [
                one
                for one in self._methods
                if one not in reached and self._is_called(one, reached, attributes)
            ]
        return reached

    def unreached(self) -> Iterator[Name]:
        """What of the product neither the product nor demo, benchmarks and scripts use."""
        others = [one for name, one in self.modules.items() if name not in self.product]
        beside = {
            name
            for one in others
            if not one.name.startswith("tests")
            for nodes in [*one.defined.values(), one.done]
            for name in self.said(one, nodes).names
        }
        for module in self.product.values():
            names = {Name(module.name, name) for name in module.defined}
            yield from (one for one in names - self.reached - beside if one.name != "__all__")

    def said_of_the_product(self, test: Name) -> set[Name]:
        """The names of the product that a test says, its helpers and fixtures included."""
        return {name for name in self._with_helpers(test) if name.module in self.product}

    def has_another_subject(self, test: Name) -> bool:
        """Whether a test has an argument that no decorator gives it, such as a browser, or reads
        files, such as the source."""
        nodes = self.modules[test.module].defined[test.name]
        return any(map(left_to_fixtures, nodes)) or any(
            "read_text" in self.said_by(name).attributes for name in self._with_helpers(test)
        )

    def _with_helpers(self, test: Name) -> set[Name]:
        """A test with all that it says, and what that says, as far as the first of the product."""
        seen, to_do = set(), [test]
        while to_do:
            name = to_do.pop()
            if name not in seen:
                seen.add(name)
                if name.module not in self.product:
                    to_do += [*self.said_by(name).names, *self._fixtures(name)]
                    to_do += self._methods_of(name)
        return seen

    def _fixtures(self, name: Name) -> Iterator[Name]:
        """What a test's or fixture's arguments name: in its module, or a conftest above it."""
        module = self.modules[name.module]
        package = module.package.split(".")
        above = [".".join([*package[:n], "conftest"]) for n in range(len(package), 0, -1)]
        for node in module.defined[name.name]:
            for argument in left_to_fixtures(node):
                places = (Name(there, argument) for there in (name.module, *above))
                yield from list(filter(self._is_there, places))[:1]

    def _is_there(self, name: Name) -> bool:
        return name.module in self.modules and name.name in self.modules[name.module].defined

    @cache  # noqa: B019 - one tree is made, and lives as long as it is asked
    def said_by(self, name: Name) -> Said:
        module = self.modules[name.module]
        said = self.said(module, module.defined[name.name])
        if "." in name.name:
            said.names.add(Name(name.module, name.name.partition(".")[0]))
        return said

    def said(self, module: Module, nodes: Iterable[ast.AST]) -> Said:
        said = Said()
        for node in (inside for one in nodes for inside in nodes_of(one)):
            match node:
                case ast.Name():
                    said.names |= self._resolved(module, [node.id])
                case ast.Attribute():
                    said.attributes.add(node.attr)
                    said.names |= self._resolved(module, parts_of(node))
                case ast.keyword(arg=str(name)):
                    said.attributes.add(name)
                case ast.Constant(value=str(text)) if len(text) < 100:
                    self._said_in(text, said)
        return said

    def _said_in(self, text: str, said: Said) -> None:
        """A string may name something of the tree for a setting, or an attribute."""
        if not re.fullmatch(r"[\w.:]+", text):
            return
        said.attributes.update(re.split(r"[.:]|__", text))
        module, _, name = text.replace(":", ".").rpartition(".")
        found = self._resolve(module, name)
        if isinstance(found, Name):
            # All of a class, which is used by whoever it is named to.
            said.names |= {found, *self._methods_of(found)}

    def _methods_of(self, name: Name) -> set[Name]:
        """All methods of a class; none of anything else."""
        beginning = f"{name.name}."
        defined = self.modules[name.module].defined
        return {Name(name.module, one) for one in defined if one.startswith(beginning)}

    def _resolved(self, module: Module, parts: list[str]) -> set[Name]:
        """What a dotted name says: the last that is known of it, and the class of a method."""
        found = self._resolve(module.name, parts[0]) if parts else None
        for part in parts[1:]:
            if isinstance(found, Name):
                method = Name(found.module, f"{found.name}.{part}")
                known = method.name in self.modules[method.module].defined
                return {found, method} if known else {found}
            found = self._resolve(found, part) if found else None
        return {found} if isinstance(found, Name) else set()

    @cache  # noqa: B019
    def _resolve(self, source: str, name: str) -> Name | str | None:
        """What `name` is in the module `source`: something of the tree, a module of it, or None."""
        module = self.modules.get(source)
        if module and name in module.defined:
            return Name(source, name)
        if f"{source}.{name}" in self.modules:
            return f"{source}.{name}"
        if module and name in module.imported and module.imported[name] != (source, name):
            there, other = module.imported[name]
            return self._resolve(there, other) if other else self._known(there)
        return None

    def _known(self, module: str) -> str | None:
        return module if module in self.modules else None

    @cached_property
    def _methods(self) -> list[Name]:
        return [
            Name(module.name, name)
            for module in self.product.values()
            for name in module.defined
            if "." in name
        ]

    def _is_called(self, method: Name, reached: set[Name], attributes: set[str]) -> bool:
        """Whether a method's class is used, and the method by name, by Python or by its base."""
        class_name, _, name = method.name.partition(".")
        if Name(method.module, class_name) not in reached:
            return False
        called = name in attributes or name.startswith("_")
        return called or Name(method.module, class_name) in self._called_by_others

    @cached_property
    def _called_by_others(self) -> set[Name]:
        """Classes of which a base class of somebody else's may call any method, and what is mixed
        into them."""
        bases: dict[Name, set[Name]] = {}
        found = set()
        for module in self.product.values():
            for name in module.defined:
                one = Name(module.name, name)
                bases[one], foreign = self._bases(one)
                if foreign:
                    found.add(one)
        to_do = set(found)
        below: dict[Name, set[Name]] = {}
        for one, theirs in bases.items():
            for base in theirs:
                below.setdefault(base, set()).add(one)
        while to_do:
            one = to_do.pop()
            more = (bases.get(one, set()) | below.get(one, set())) - found
            found |= more
            to_do |= more
        return found

    def _bases(self, name: Name) -> tuple[set[Name], bool]:
        """The base classes of a class that are ours, and whether it has one that is not."""
        module, own, foreign = self.modules[name.module], set(), False
        for node in module.defined[name.name]:
            for base in getattr(node, "bases", ()):
                parts = parts_of(base.value if isinstance(base, ast.Subscript) else base)
                known = self._resolved(module, parts)
                own |= known
                foreign = foreign or bool(not known and parts and parts[-1] not in _PLAIN)
        return own, foreign

    def _in_templates(self) -> set[str]:
        """All that follows a dot in a template."""
        folder = self.root / "templates"
        files = (path for path in folder.rglob("*") if path.is_file())
        return {word for path in files for word in re.findall(r"\.(\w+)", path.read_text("utf-8"))}


def _begins(module: Module, name: str) -> bool:
    if "." in name:
        return False
    *above, last = module.name.split(".")
    if _BEGINNINGS & {*above, last} or last.endswith("urls"):
        return True
    decorators = (
        one for node in module.defined[name] for one in getattr(node, "decorator_list", ())
    )
    calls = (one.func if isinstance(one, ast.Call) else one for one in decorators)
    return any(parts[-1] not in _QUIET for parts in map(parts_of, calls) if parts)


def whole_tree() -> Tree:
    """The product, and what stands beside it in the checkout."""
    return Tree([*rooms(), "acoms_cli", "benchmarks", "scripts", "tests"])


def main() -> int:
    found = sorted(map(str, whole_tree().unreached()))
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
