"""What is written in Markdown becomes HTML that can do no harm."""

import pytest

from documents.library.markdown import own_pages, problems, read


def test_html_is_text() -> None:
    html = read('<script>alert(1)</script> <b onclick="x">b</b>').html
    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "http://example.org/",
        "//example.org/",
        "/\\example.org/",
        "https://cms.gov@example.org/",
        "https:example.org",
        "ftp://example.org/",
        "relative/page/",
        "mailto:nobody",
        "vbscript:x",
        "#",
    ],
)
def test_a_link_that_may_lead_elsewhere_is_none(address: str) -> None:
    text = f"[words]({address})"
    html = read(text).html
    assert "href" not in html or address.startswith("/\\")
    assert problems(text) or own_pages(text) == ["/%5Cexample.org/"]


@pytest.mark.parametrize(
    "address",
    ["https://www.cms.gov/a?b=c#d", "mailto:QPP@cms.hhs.gov", "/help/contact-types/", "/"],
)
def test_a_link_to_https_to_an_address_or_to_a_page_is_one(address: str) -> None:
    text = f"[words]({address})"
    assert f'href="{address}"' in read(text).html
    assert problems(text) == []


def test_a_page_elsewhere_is_not_told_where_one_came_from() -> None:
    assert 'rel="noreferrer"' in read("[words](https://www.cms.gov/)").html
    assert "rel=" not in read("[words](/help/)").html


def test_headings_begin_at_the_second_level_and_leave_none_out() -> None:
    found = read("# One\n\n#### Deep\n\n## Two\n\n# One\n")
    assert [(one.level, one.anchor) for one in found.headings] == [
        (2, "part-one"),
        (3, "part-deep"),
        (3, "part-two"),
        (2, "part-one-2"),
    ]
    assert '<h2 id="part-one-2">' in found.html
    assert "<h1" not in found.html


def test_a_text_whose_highest_heading_is_a_low_one_begins_at_the_second_level_too() -> None:
    assert [one.level for one in read("#### One\n\n##### Two\n").headings] == [2, 3]


def test_a_heading_without_a_letter_has_an_anchor() -> None:
    assert read("# ???").headings[0].anchor == "part-heading"


def test_a_link_to_a_heading_leads_to_it() -> None:
    text = "[see](#two)\n\n# Two\n"
    assert 'href="#part-two"' in read(text).html
    assert problems(text) == []
    assert problems("[see](#three)\n\n# Two\n") == [
        "The link to “#three” leads to no heading of this article."
    ]


def test_a_long_article_lists_its_headings_and_a_short_one_does_not() -> None:
    assert read("# A\n\n# B\n\n# C\n").contents == ()
    long = read("# A\n\n## B\n\n### C\n\n# D\n\n# E\n")
    assert [one.text for one in long.contents] == ["A", "B", "D", "E"]


def test_a_table_has_no_style_and_its_cells_say_their_heading() -> None:
    html = read("| A | B |\n|:--|--:|\n| 1 | 2 |\n").html
    assert "style" not in html
    assert '<table class="table">' in html
    assert '<th scope="col">A</th>' in html
    assert '<td data-label="B">2</td>' in html


def test_a_picture_is_refused_and_only_its_words_are_shown() -> None:
    text = "![the *form*](https://example.org/x.png)"
    assert "<img" not in read(text).html
    assert "the form" in read(text).html
    assert problems(text) == ["Pictures are not shown in articles. Say it in words."]


def test_the_words_of_a_text_have_none_of_its_marks() -> None:
    text = "# A\n\n*b* [c](https://d.org)\ne\n\n- f\n\n```\ng\n```\n"
    assert read(text).words == "A\nb c e\nf\ng"


def test_a_text_with_its_own_pages_names_each_once() -> None:
    text = "[a](/help/) [b](/help/) [c](https://d.org) [e](/help/#f)"
    assert own_pages(text) == ["/help/", "/help/#f"]


@pytest.mark.parametrize("odd", ["", "#", "[", "|", "[a](", "![", "***", "> " * 50, "- " * 50])
def test_nothing_that_is_written_fails(odd: str) -> None:
    read(odd)
