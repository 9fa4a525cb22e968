"""What templates may say in one tag."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Engine

engine = Engine(builtins=["acoms.templatetags.acoms"])


def drawn(template: str, **context: Any) -> str:
    return engine.from_string(template).render(Context(context))


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["Ann"], "Ann"),
        (["Ann", "Bo"], "Ann and Bo"),
        (["Ann", "Bo", "Cy"], "Ann, Bo and Cy"),
        (["<b>", "Bo"], "&lt;b&gt; and Bo"),
    ],
)
def test_names_stand_in_a_row(names: list[str], said: str) -> None:
    assert drawn('{{ names|in_a_row:"and" }}', names=names) == said


def test_of_each_row_one_thing_is_said() -> None:
    rows = [SimpleNamespace(label="A & B"), SimpleNamespace(label="C")]
    assert drawn('{{ rows|each:"label"|join:", " }}', rows=rows) == "A &amp; B, C"
