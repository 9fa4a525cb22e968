"""Writes `docs/rules.md`: each rule and the tests that prove it, from `@pytest.mark.rule` marks.

`python -m tests.rules_table` writes the file; `--check` only says whether it is up to date. A test
that says a name which the product does not reach proves nothing, and is refused (`tests.reached`).
The tests are read, not run, so it needs neither Django nor a database.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.reached import Tree, whole_tree
from tests.rules import RULES, SECTIONS, SOURCES
from tests.written import Name, dotted

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "rules.md"

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Proofs = dict[str, dict[Path, list[str]]]  # rule, file, names of tests


class UnreadableMarkError(ValueError):
    """A mark that does not name known rules as plain strings."""


def proofs(tests: Path = TESTS) -> Proofs:
    """The tests that prove each rule, by file, in the order in which they stand there."""
    found: Proofs = defaultdict(lambda: defaultdict(list))
    for path in sorted(tests.rglob("test_*.py")):
        try:
            for rule, name in marks_of(ast.parse(path.read_text("utf-8"))):
                found[rule][path].append(name)
        except UnreadableMarkError as error:
            raise UnreadableMarkError(f"{path}, line {error}") from None
    return found


def marks_of(module: ast.Module) -> Iterator[tuple[str, str]]:
    """(rule, test or Class.test) for each mark on a test, on its class or on its module."""
    yield from _marks_in(module.body, inherited=_module_rules(module))


def _marks_in(
    body: Iterable[ast.stmt], inherited: list[str], within: str = ""
) -> Iterator[tuple[str, str]]:
    for node in body:
        if not isinstance(node, Definition):
            continue
        rules = inherited + [rule for mark in node.decorator_list for rule in rules_of(mark)]
        if isinstance(node, ast.ClassDef):
            yield from _marks_in(node.body, rules, f"{node.name}.")
        elif node.name.startswith("test_"):
            for rule in dict.fromkeys(rules):
                yield rule, f"{within}{node.name}"


def _module_rules(module: ast.Module) -> list[str]:
    return [
        rule
        for node in module.body
        if isinstance(node, ast.Assign) and "pytestmark" in map(ast.unparse, node.targets)
        for call in ast.walk(node.value)
        for rule in rules_of(call)
    ]


def rules_of(mark: ast.AST) -> list[str]:
    """The rules that `pytest.mark.rule("A3", "E2")` names; none for any other node."""
    if not (isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.rule"):
        return []
    rules = [argument.value for argument in mark.args if isinstance(argument, ast.Constant)]
    if len(rules) < len(mark.args) or not rules:
        raise UnreadableMarkError(f"{mark.lineno}: name the rules as plain strings")
    if unknown := [rule for rule in rules if rule not in RULES]:
        raise UnreadableMarkError(f"{mark.lineno}: there is no rule {unknown[0]!r}")
    return [str(rule) for rule in rules]


def page(found: Proofs) -> str:
    """The whole of `docs/rules.md`."""
    return "\n".join(
        [
            "# Rules and their proofs",
            "",
            "Each rule of the programme that this system keeps, and the tests that prove it. Made",
            "by `python -m tests.rules_table` from the tests' marks; `make check` fails when it is",
            "out of date. A rule without a test is not built yet; one with tests may be built in",
            "part, and its tests say which.",
            "",
            "The rules come from these documents; where they disagree, the one listed first here "
            "stands:",
            "",
            *(f"- **{name}**: {title}" for name, title in SOURCES.items()),
            "",
            *(line for letter in SECTIONS for line in _section(letter, found)),
            "## The tests",
            "",
            *(line for rule in RULES if rule in found for line in _tests(rule, found[rule])),
        ]
    )


def _section(letter: str, found: Proofs) -> Iterator[str]:
    title, source = SECTIONS[letter]
    yield from (f"## {letter}. {title}", "", f"Source: {source}.", "")
    yield from ("| rule | in short | proved by |", "|---|---|---|")
    for number, rule in RULES.items():
        if number.startswith(letter):
            why = f" [Decision](decisions/{rule.decision}.md)." if rule.decision else ""
            yield f"| {number} | {rule.title}{why} | {_count(number, found)} |"
    yield ""


def _count(number: str, found: Proofs) -> str:
    count = sum(map(len, found.get(number, {}).values()))
    if not count:
        return "not built yet"
    return f"[{count} test{'s' if count > 1 else ''}](#{number.lower()})"


def _tests(number: str, by_file: dict[Path, list[str]]) -> Iterator[str]:
    yield from (f"### {number}", "")
    for path, names in by_file.items():
        place = path.relative_to(TESTS.parent).as_posix()
        yield f"[{place}](../{place})"
        yield ""
        yield from (f"- {_sentence(name)}" for name in names)
        yield ""


def _sentence(name: str) -> str:
    return name.rpartition(".")[2].removeprefix("test_").replace("_", " ")


def unproven(found: Proofs, tree: Tree) -> list[str]:
    """The proofs that prove nothing of what runs, each with why: they say names that the product
    does not reach from its own beginnings, or none of the product's, and neither take a fixture nor
    read a file."""
    problems = []
    tests = {(path, name) for files in found.values() for path in files for name in files[path]}
    for path, name in sorted(tests):
        test = Name(dotted(path.relative_to(tree.root)), name)
        said = tree.said_of_the_product(test)
        if unreached := sorted(map(str, said - tree.reached)):
            problems.append(f"{test} is about {', '.join(unreached)}, which nothing reaches.")
        elif not said and not tree.has_another_subject(test):
            problems.append(f"{test} is about nothing of the product.")
    return problems


def main(arguments: list[str]) -> int:
    try:
        found = proofs()
    except UnreadableMarkError as error:
        print(error, file=sys.stderr)
        return 1
    if problems := unproven(found, whole_tree()):
        print(*problems, sep="\n", file=sys.stderr)
        return 1
    wanted = page(found)
    if "--check" not in arguments:
        PAGE.write_text(wanted, "utf-8")
    elif not PAGE.exists() or PAGE.read_text("utf-8") != wanted:
        print("docs/rules.md is out of date: run python -m tests.rules_table", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
