"""What of a folder is read as articles, and what is said of a file that is none."""

from pathlib import Path

import pytest

from documents.library.files import UnreadableArticle, read_folder

TOP = "---\ntitle: Inviting\nsummary: How.\nsection: Steps\n"


def folder(path: Path, text: str, name: str = "how-to.md") -> Path:
    (path / name).write_text(text, "utf-8")
    return path


def test_an_article_without_more_stands_behind_others_with_a_note(tmp_path: Path) -> None:
    (article,) = read_folder(folder(tmp_path, f"{TOP}---\nText."))
    assert (article.slug, article.section, article.about_section) == ("how-to", "Steps", "")
    assert (article.section_order, article.order) == (500, 50)
    assert (article.text.title, article.text.summary) == ("Inviting", "How.")
    assert (article.text.body, article.text.note) == ("Text.", "This article came with ACO-MS.")


def test_an_article_has_its_order_its_note_and_its_sections_place(tmp_path: Path) -> None:
    folder(tmp_path, "Rules: What holds.\n\nSteps: What to do.\n", "sections.txt")
    (article,) = read_folder(folder(tmp_path, f"{TOP}order: 9999\n\nnote: New.\n---\nText."))
    assert (article.section_order, article.about_section) == (20, "What to do.")
    assert (article.order, article.text.note) == (9999, "New.")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not begin with lines"),
        ("Text.", "does not begin with lines"),
        ("\n---\nText.", "does not begin with lines"),
        ("title: Inviting\n---\nText.", "does not begin with lines"),
        ("---\ntitle: Inviting\n---\nText.", "lacks summary, section."),
        (f"{TOP}author: Sam\n---\nText.", "“author: Sam” is none of"),
        (f"{TOP}order\n---\nText.", "“order” is none of"),
        (f"{TOP}order: 10000\n---\nText.", "“10000” is no number below 10,000"),
        (f"{TOP}order: -1\n---\nText.", "“-1” is no number below 10,000"),
        (f"{TOP}order: ٣\n---\nText.", "“٣” is no number below 10,000"),
    ],
)
def test_a_file_that_is_no_article_says_why(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(UnreadableArticle, match=f"how-to.md: .*{said}"):
        read_folder(folder(tmp_path, text))


def test_a_name_that_is_no_address_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableArticle, match=r"There is no \.md file"):
        read_folder(tmp_path)
    with pytest.raises(UnreadableArticle, match="Call it by small letters"):
        read_folder(folder(tmp_path, f"{TOP}---\nText.", "How to.md"))
