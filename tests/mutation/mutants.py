"""Mutants of a module: one comparison, number or boolean operator of it is another."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

from tests.written import Function

# What differs at the bound only: a test that notices it notices the opposite too.
_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
# How a class is made, and what is said for readers and mypy, is no rule.
_NO_RULE = {"decorator_list", "annotation", "returns", "type_comment"}


class _Change:
    """A node of the tree whose attribute is to have another value."""

    def __init__(self, node: ast.expr, attribute: str, value: object) -> None:
        self.node, self.attribute, self.value = node, attribute, value
        self.before = getattr(node, attribute)

    def __enter__(self) -> None:
        setattr(self.node, self.attribute, self.value)

    def __exit__(self, *_: object) -> None:
        setattr(self.node, self.attribute, self.before)

    def __str__(self) -> str:
        before = ast.unparse(self.node)
        with self:
            return f"{before} → {ast.unparse(self.node)}"


@dataclass(frozen=True)
class Mutant:
    """A module with one change.

    `function` is the outermost in which it stands, as "f" or "Class.f"; "" is what the module does
    as it is imported. As text it is the same wherever in the module its line stands.
    """

    module: str
    function: str
    line: str
    change: _Change
    tree: ast.Module

    def __str__(self) -> str:
        return f"{self.module} | {self.line} | {self.change}"

    def code(self, path: Path) -> CodeType:
        with self.change:
            return compile(self.tree, str(path), "exec", dont_inherit=True)


def mutants_of(module: str, source: str) -> list[Mutant]:
    """All mutants of a module, in the order of its source."""
    tree, lines = ast.parse(source), source.splitlines()
    return [
        Mutant(module, function, lines[change.node.lineno - 1].strip(), change, tree)
        for node, function in _nodes(tree, "", inside=False)
        for change in _changes(node)
    ]


def _nodes(node: ast.AST, name: str, *, inside: bool) -> Iterator[tuple[ast.AST, str]]:
    """Each node below, and the function in which it stands; `name` is that, or of its class."""
    for part, value in ast.iter_fields(node):
        within = inside or (part == "body" and isinstance(node, Function))
        for child in value if isinstance(value, list) else [value]:
            if part in _NO_RULE or not isinstance(child, ast.AST):
                continue
            yield child, name if within else ""
            below = name
            if isinstance(child, Function | ast.ClassDef) and not within:
                below = f"{name}.{child.name}".lstrip(".")
            yield from _nodes(child, below, inside=within)


def _changes(node: ast.AST) -> Iterator[_Change]:
    match node:
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                yield _Change(node, "ops", [*ops[:n], _OTHER[type(op)](), *ops[n + 1 :]])
        case ast.BoolOp(op=op):
            yield _Change(node, "op", _OTHER[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            # Twice not: what it says, as a bool.
            yield _Change(node, "operand", ast.copy_location(ast.UnaryOp(ast.Not(), operand), node))
        case ast.Constant(value=bool(value)):
            yield _Change(node, "value", not value)
        case ast.Constant(value=int(value)):
            yield _Change(node, "value", value + 1)
            yield _Change(node, "value", value - 1)
