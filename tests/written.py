"""A module of the checkout as it is written: what it imports, defines and does. Nothing runs."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

Function = ast.FunctionDef | ast.AsyncFunctionDef


class Name(NamedTuple):
    """A function, class, method ("Class.method") or value at the top of a module."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


class Module:
    """A module as it is written."""

    def __init__(self, name: str, path: Path) -> None:
        self.name, self.tree = name, ast.parse(path.read_text("utf-8"))
        self.package = name if path.stem == "__init__" else name.rpartition(".")[0]
        self.imported = dict(self._imports())
        self.defined: dict[str, list[ast.AST]] = {}
        self.done: list[ast.AST] = []  # what it does as it is imported
        self._sort(self.tree.body)

    def _imports(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """(name here, (module, name there)), those inside functions too; "" is the module."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                above = self.package.split(".")[: 1 - node.level or None] if node.level else []
                source = ".".join([*above, *([node.module] if node.module else [])])
                for one in node.names:
                    yield one.asname or one.name, (source, one.name)
            elif isinstance(node, ast.Import):
                for one in node.names:
                    first = one.name.partition(".")[0]
                    yield one.asname or first, (one.name if one.asname else first, "")

    def _sort(self, body: Iterable[ast.stmt]) -> None:
        for node in body:
            match node:
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    self._define(node.name, node)
                case ast.ClassDef():
                    self._define(node.name, node)
                    for one in node.body:
                        if isinstance(one, Function):
                            self._define(f"{node.name}.{one.name}", one)
                case ast.Assign() | ast.AnnAssign() if names := _assigned(node):
                    for name in names:
                        self._define(name, node)
                case ast.If(test=ast.Name(id="TYPE_CHECKING")) | ast.Import() | ast.ImportFrom():
                    pass
                case ast.If() | ast.Try() | ast.With():
                    for part in ("body", "handlers", "orelse", "finalbody"):
                        self._sort(getattr(node, part, ()))
                case _:
                    self.done.append(node)

    def _define(self, name: str, node: ast.AST) -> None:
        self.defined.setdefault(name, []).append(node)


def _assigned(node: ast.Assign | ast.AnnAssign) -> list[str]:
    """The names at the top that an assignment gives a value, if it does nothing else."""
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    inside = [one for target in targets for one in ast.walk(target)]
    if any(isinstance(one, ast.Subscript | ast.Attribute) for one in inside):
        return []
    return [one.id for one in inside if isinstance(one, ast.Name)]


def left_to_fixtures(node: ast.AST) -> list[str]:
    """The arguments of a function that neither `parametrize` nor `given` gives."""
    if not isinstance(node, Function):
        return []
    left = [one.arg for one in (*node.args.args, *node.args.kwonlyargs) if one.arg != "self"]
    for call in (one for one in node.decorator_list if isinstance(one, ast.Call)):
        given: set[str] = set()
        match parts_of(call.func)[-1:]:
            case ["parametrize"]:
                given.update(re.findall(r"\w+", ast.unparse(call.args[0])))
            case ["given"]:
                given.update(one.arg or "" for one in call.keywords)
                given.update(left[len(left) - len(call.args) :])
        left = [one for one in left if one not in given]
    return left


def nodes_of(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes of a definition, without the methods of a class and the names given a value."""
    match node:
        case ast.ClassDef():
            own = [one for one in node.body if not isinstance(one, Function)]
            parts: list[ast.AST] = [*node.decorator_list, *node.bases, *node.keywords, *own]
        case ast.Assign() | ast.AnnAssign():
            parts = [node.value] if node.value else []
        case _:
            parts = [node]
    for part in parts:
        yield from ast.walk(part)


def parts_of(node: ast.AST) -> list[str]:
    """`a.b.c` as its parts; none for anything else."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute) and (before := parts_of(node.value)):
        return [*before, node.attr]
    return []


def dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")
