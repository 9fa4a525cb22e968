"""Templates are indented for people, and sent without what only people need."""

from pathlib import Path

import pytest
from django.template import Context, Engine
from django.template.loader import get_template

from acoms.site.white_space import squeezed


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<td>\n    {{ day }}\n  </td>", "<td>{{ day }}</td>"),
        ("<tr>\n  <td>A</td>\n  <td>B</td>\n</tr>\n<tr>", "<tr><td>A</td><td>B</td></tr>\n<tr>"),
        ("<ul>\n  {% for a in b %}\n    <li>", "<ul>{% for a in b %}<li>"),
        (
            '<a\n  id="b"\n  {% if c > d %}e{% endif %}\n>F',
            '<a id="b" {% if c > d %}e{% endif %}>F',
        ),
        ("Two   words, <b> bold </b>  and\n   more", "Two words, <b> bold </b> and more"),
        ("A <button>\n  B\n</button> C", "A <button>B</button> C"),
        ("<label>\n  Name </label>\n<input>", "<label> Name </label> <input>"),
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


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (
            "<h1>\n {% if a %}\n B\n {% elif c %}\n D\n {% else %}\n E\n {% endif %}\n</h1>",
            "<h1>{% if a %}B{% elif c %}D{% else %}E{% endif %}</h1>",
        ),
        ("A {% if b %} C {% endif %} D", "A {% if b %}C {% endif %}D"),
        ("A {% if b %} C{% endif %} D", "A {% if b %}C{% endif %} D"),
        ("A {% if b %} {% endif %} C", "A {% if b %}{% endif %}C"),
        ("A{% if b %} C {% else %} D {% endif %} E", "A{% if b %} C {% else %} D {% endif %}E"),
        ("A{% if b %} C{% endif %}D", "A{% if b %} C{% endif %}D"),
        ("A {% for b in c %} D {% endfor %} E", "A {% for b in c %} D {% endfor %}E"),
        ("A {% with b=c %} {{ b }} {% endwith %} D", "A {% with b=c %}{{ b }} {% endwith %}D"),
        ("A {% url 'b' as c %} D", "A {% url 'b' as c %}D"),
        ("A {% block b %} C {% endblock %} D", "A {% block b %}C{% endblock %} D"),
        ("A {% include b %} C", "A {% include b %} C"),
        ("{% endif %}", "{% endif %}"),  # what is wrong Django says
    ],
)
def test_nor_does_a_second_space_whichever_way_was_taken(written: str, sent: str) -> None:
    assert squeezed(written) == sent


def test_pages_and_mails_are_sent_small_and_texts_as_written(tmp_path: Path) -> None:
    for name in ("a.html", "a.txt"):
        (tmp_path / name).write_text("<p>\n  A\n</p>\n")
    loaders = ["acoms.site.white_space.Loader"]
    sent = Engine(dirs=[str(tmp_path)], loaders=loaders)
    explained = Engine(dirs=[str(tmp_path)], loaders=loaders, debug=True)

    assert sent.render_to_string("a.html") == "<p>A</p>"
    assert sent.render_to_string("a.txt") == "<p>\n  A\n</p>\n"
    assert explained.get_template("a.html").render(Context()) == "<p>\n  A\n</p>\n"


def test_the_site_loads_its_templates_so() -> None:
    assert not get_template("404.html").template.source.endswith("\n")  # type: ignore[attr-defined]
