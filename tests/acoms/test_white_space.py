"""Templates are indented for people, and sent without what only people need."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.loader import get_template

from acoms.white_space import squeezed


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<td>\n    {{ day }}\n  </td>", "<td>{{ day }}</td>"),
        ("<ul>\n  {% for a in b %}\n    <li>", "<ul>{% for a in b %}\n<li>"),
        (
            '<li\n  class="x"{% if a > b %} x{% endif %}\n>\n  A',
            '<li\nclass="x"{% if a > b %} x{% endif %}\n>A',
        ),
        ("Two   words, <b> bold </b>  and\n   more", "Two words, <b> bold </b> and\nmore"),
        ("<label>\n  Name </label>", "<label>\nName </label>"),
        ("\n{# Why. #}\n<p>\n  A {# B #} C\n</p>\n", "<p>A C</p>"),
        ("a{# b #}c", "ac"),
        ('{{ a|join:"  " }}', '{{ a|join:"  " }}'),
        ("one\u00a0\u00a0word", "one\u00a0\u00a0word"),
        ("<textarea>\n\n  {{ a }}\n</textarea>", "<textarea>\n\n  {{ a }}\n</textarea>"),
        ("<pre>\n  a  b\n</pre>", "<pre>\n  a  b\n</pre>"),
        ("<script>\n  a  ( )\n</script>", "<script>\n  a  ( )\n</script>"),
    ],
)
def test_only_what_nobody_sees_goes(written: str, sent: str) -> None:
    assert squeezed(written) == sent


def test_pages_and_mails_are_sent_small_and_texts_as_written(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt"):
        (tmp_path / name).write_text("<p>\n  A\n</p>\n")
    loaders = ["acoms.white_space.Loader"]
    sent = Engine(dirs=[str(tmp_path)], loaders=loaders)
    explained = Engine(dirs=[str(tmp_path)], loaders=loaders, debug=True)

    assert sent.render_to_string("a.html") == "<p>A</p>"
    assert sent.render_to_string("a.txt") == "<p>\n  A\n</p>\n"
    assert explained.get_template("a.html").render(Context()) == "<p>\n  A\n</p>\n"


def test_the_site_loads_its_templates_so() -> None:
    assert not get_template("404.html").template.source.endswith("\n")  # type: ignore[attr-defined]
