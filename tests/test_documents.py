"""What the documents say is true of the code, as far as a program can tell."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from accounts.rules import PASSWORD_LENGTH
from demo.cast import CAST, PASSWORD
from tests.floors import rooms
from tests.rules import RULES
from tests.rules_table import UnreadableMarkError, marks_of, page

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
# Code that the environment configures; the rest reads settings.
CONFIGURED = (
    "acoms/settings/*.py",
    "acoms/operations/server.py",
    "acoms/process/*.py",
    "acoms/local/**/*.py",
    "acoms/celery.py",
)
# What one process of a run tells another, and nobody sets.
NOT_FOR_OPERATORS = {"PYTEST_XDIST_WORKER", "QPP_SANDBOX_URL"}


READS_NUMBERS = ("number", "whole_number", "port", "checks.free_port")


def cast_table() -> str:
    rows = [f"| `{player.user_id}` | {player.role} |" for player in CAST]
    return "\n".join(["| IDM user ID | who |", "|---|---|", *rows])


def test_the_readme_says_who_is_in_the_demo_data_and_their_password() -> None:
    assert cast_table() in README, f"The README's table should be:\n{cast_table()}"
    assert f"`{PASSWORD}`" in README


def test_the_demo_password_keeps_the_rules() -> None:
    shortest, longest = PASSWORD_LENGTH
    assert shortest <= len(PASSWORD) <= longest


def names_read(module: ast.Module) -> Iterator[str]:
    """Names given to `env.str("…")` and its like, `os.environ.get("…")`, `os.environ["…"]` and to
    what reads numbers."""
    for node in ast.walk(module):
        argument: ast.expr | None = None
        if isinstance(node, ast.Call):
            of = node.func.value if isinstance(node.func, ast.Attribute) else node.func
            if node.args and ast.unparse(of) in ("env", "environment", "os.environ"):
                argument = node.args[0]
            if ast.unparse(node.func) in READS_NUMBERS:
                argument = next((a for a in node.args if isinstance(a, ast.Constant)), None)
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            argument = node.slice
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
            yield argument.value


def test_the_readme_names_every_variable_of_the_environment_and_no_other() -> None:
    read = {
        name
        for pattern in CONFIGURED
        for path in ROOT.glob(pattern)
        for name in names_read(ast.parse(path.read_text("utf-8")))
    }
    section = README.split("## Configuration")[1].split("\n## ")[0]
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", section, re.M))
    assert told == read - NOT_FOR_OPERATORS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(path: Path) -> None:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.S)
    links = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (path.parent / link).exists()] == []


# What stands in backticks and looks like a path or a dotted name of this project.
OURS = "|".join([*rooms(), "scripts", "templates", "tests"])
A_PATH = re.compile(rf"`((?:{OURS}|docs|requirements)/[\w./-]*)`")
# `api.py` is a file that each subject has, and no name in the room `api`.
A_NAME = re.compile(rf"`(?!api\.py`)((?:{OURS})(?:\.\w+)+)(?:\([^`]*\))?`")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_and_name_in_a_document_is_there(path: Path) -> None:
    text = path.read_text("utf-8")
    lost = [named for named in A_PATH.findall(text) if not is_there(named)]
    lost += [named for named in A_NAME.findall(text) if not is_defined(named)]
    assert lost == []


def is_there(path: str) -> bool:
    """Whether there is such a file, or such a template."""
    return any((root / path).exists() for root in (ROOT, ROOT / "templates"))


def is_defined(dotted: str) -> bool:
    """Whether `contacts.actions.give_types` is a module, or a name that one defines."""
    parts = dotted.split(".")
    for length in range(len(parts), 0, -1):
        place = ROOT.joinpath(*parts[:length])
        module = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
        if not module.exists():
            if length == len(parts) and place.is_dir():
                return True
            continue
        rest = parts[length:]
        return not rest or re.search(rf"\b{rest[-1]}\b", module.read_text("utf-8")) is not None
    return False


def test_decisions_are_numbered_without_a_gap_and_have_three_parts() -> None:
    assert [path.name[:4] for path in DECISIONS] == [
        f"{number:04}" for number in range(1, len(DECISIONS) + 1)
    ]
    for path in DECISIONS:
        text = path.read_text("utf-8")
        assert re.findall(r"^## (.*)$", text, re.M) == ["Context", "Decision", "Consequences"]
        assert len(text.splitlines()) <= 35, path.name


def test_the_list_of_decisions_is_whole() -> None:
    architecture = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert [p.name for p in DECISIONS if f"(decisions/{p.name})" not in architecture] == []


def test_a_rule_that_names_a_decision_names_one_that_is_there() -> None:
    there = {path.stem for path in DECISIONS}
    assert {rule.decision for rule in RULES.values() if rule.decision} <= there


def test_marks_on_tests_classes_and_modules_count() -> None:
    module = ast.parse(
        "pytestmark = [pytest.mark.django_db, pytest.mark.rule('E1')]\n"
        "@pytest.mark.rule('A3', 'E1')\n"
        "def test_a(): ...\n"
        "def fixture(): ...\n"
        "@pytest.mark.rule('A4')\n"
        "class TestB:\n"
        "    def test_c(self): ...\n"
    )
    assert list(marks_of(module)) == [
        ("E1", "test_a"),
        ("A3", "test_a"),
        ("E1", "TestB.test_c"),
        ("A4", "TestB.test_c"),
    ]


@pytest.mark.parametrize("mark", ["'Z9'", "RULE", ""])
def test_a_mark_that_names_no_rule_is_an_error(mark: str) -> None:
    with pytest.raises(UnreadableMarkError, match=r"^1: "):
        list(marks_of(ast.parse(f"@pytest.mark.rule({mark})\ndef test_a(): ...")))


def test_a_rule_without_a_test_is_not_built_yet() -> None:
    text = page({"A3": {ROOT / "tests" / "test_x.py": ["test_two_people"]}})
    assert "[1 test](#a3)" in text
    assert "- two people" in text
    assert f"| A1 | {RULES['A1'].title} [Decision]" in text
    assert text.count("not built yet |") == len(RULES) - 1
