"""Articles as files: those that come with ACO-MS, and folders that go out and in."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from documents.library.actions.loading import load_own_articles
from documents.library.actions.writing import discard_draft, edit_article, withdraw_article
from documents.library.files import OWN, UnreadableArticle, read_folder, written
from documents.library.models import Article, Section, Version
from tests.cast import Cast
from tests.documents.library import shelf
from tests.documents.library.shelf import a_text

pytestmark = pytest.mark.django_db
FIRST = "inviting-a-contact"


def run(command: str, *asked: str) -> str:
    out = StringIO()
    call_command(command, *asked, stdout=out)
    return out.getvalue()


def of_product(body: str, **given: str) -> None:
    """The release of ACO-MS has this article, and no other."""
    facts = {"title": "Inviting a contact", "summary": "How.", "section": "Guides", **given}
    lines = "\n".join(f"{name}: {value}" for name, value in facts.items())
    OWN_NOW[0].joinpath(f"{FIRST}.md").write_text(f"---\n{lines}\n---\n{body}")


OWN_NOW: list[Path] = [OWN]


@pytest.fixture
def release(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    OWN_NOW[:] = [tmp_path]
    monkeypatch.setattr("documents.library.actions.loading.OWN", tmp_path)
    of_product("From the product.")


@pytest.mark.rule("G5")
def test_the_articles_of_aco_ms_are_taken_and_every_link_in_them_leads_somewhere() -> None:
    assert "17 added" in run("load_articles")
    assert "17 unchanged" in run("load_articles")
    assert Section.objects.first().name == "Program Resources"  # type: ignore[union-attr]
    slugs = set(Article.objects.values_list("slug", flat=True))
    for version in Version.objects.all():
        linked = {
            part.split("/")[0] for part in version.body.split("/knowledge-library/articles/")[1:]
        }
        assert linked <= slugs, version


def test_a_new_release_changes_what_nobody_has_changed(release: None) -> None:
    load_own_articles()
    of_product("From the next release.", note="It says more.")
    assert load_own_articles().updated == [FIRST]
    assert [(one.number, one.note) for one in Version.objects.current()] == [(2, "It says more.")]


def test_what_cms_staff_have_changed_begun_to_change_or_withdrawn_stays(
    cast: Cast, release: None
) -> None:
    load_own_articles()
    article = Article.objects.get()
    by: dict[str, Any] = {"acting_person": cast.cms_staff, "article": article}
    text = a_text(body="Ours.")
    of_product("From the next release.")
    edit_article(**by, text=text, publish=False)
    assert load_own_articles().kept == [FIRST]
    discard_draft(**by)
    edit_article(**by, text=text, publish=True)
    assert load_own_articles().kept == [FIRST]
    assert Version.objects.current().get().body == "Ours."


def test_a_withdrawn_article_stays_withdrawn(cast: Cast, release: None) -> None:
    load_own_articles()
    withdraw_article(acting_person=cast.cms_staff, article=Article.objects.get(), reason="Old.")
    of_product("From the next release.")
    assert load_own_articles().kept == [FIRST]
    assert Version.objects.count() == 1


def test_a_release_with_a_link_to_nowhere_says_so(release: None) -> None:
    of_product("[x](/nowhere/)")
    with pytest.raises(CommandError, match=f"{FIRST}: ACO-MS has no page"):
        run("load_articles")


def test_what_is_exported_is_what_is_imported(cast: Cast, tmp_path: Path) -> None:
    article = shelf.written(cast)
    shelf.written(cast, "draft", publish=False)
    folder = tmp_path / "out"
    assert "1 articles are in" in run("export_articles", str(folder))
    assert sorted(path.name for path in folder.iterdir()) == [f"{FIRST}.md", "sections.txt"]
    imported = ("import_articles", str(folder), "--as", "the_cms_staff")
    assert "1 unchanged" in run(*imported)
    (file,) = read_folder(folder)
    assert (file.slug, file.order, file.section_order) == (FIRST, 50, 10)
    path = folder / f"{FIRST}.md"
    path.write_text(path.read_text().replace("the Helpdesk", "the nice Helpdesk"))
    assert "1 kept" in run(*imported)
    assert "1 updated" in run(*imported, "--overwrite")
    assert "nice" in shelf.latest(article).body
    assert shelf.latest(article).published_by == cast.cms_staff
    with pytest.raises(CommandError, match="is not empty"):
        run("export_articles", str(folder))


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("Not This.md", "---\ntitle: a\nsummary: b\nsection: c\n---\nd", "small letters"),
        ("a.md", "title: a", "does not begin with lines between"),
        ("a.md", "---\ntitle: a\n---\nd", "It lacks summary, section."),
        ("a.md", "---\ntitle: a\ncolor: b\n---\nd", "“color: b” is none of"),
        ("a.md", "---\ntitle: a\nsummary: b\nsection: c\norder: x\n---\nd", "is no number"),
        ("a.txt", "", "There is no .md file"),
    ],
)
def test_a_file_that_is_no_article_is_named(
    tmp_path: Path, name: str, text: str, said: str
) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(UnreadableArticle, match=said):
        read_folder(tmp_path)


def test_nothing_is_imported_where_one_file_is_refused(cast: Cast, tmp_path: Path) -> None:
    cast.cms_staff  # noqa: B018 - made by naming them
    (tmp_path / "a.md").write_text("---\ntitle: a\nsummary: b\nsection: c\n---\nd")
    (tmp_path / "b.md").write_text("---\ntitle: a\nsummary: b\nsection: c\n---\n[x](http://y.z)")
    with pytest.raises(CommandError, match="Nothing was imported"):
        run("import_articles", str(tmp_path), "--as", "the_cms_staff")
    assert not Article.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "the_cms_viewer"])
def test_who_does_not_write_in_the_library_imports_nothing(
    cast: Cast, tmp_path: Path, who: str
) -> None:
    cast.cms_viewer  # noqa: B018 - made by naming them
    (tmp_path / "a.md").write_text("---\ntitle: a\nsummary: b\nsection: c\n---\nd")
    with pytest.raises(CommandError):
        run("import_articles", str(tmp_path), "--as", who)
    assert not Article.objects.exists()


def test_a_file_is_read_as_it_was_written() -> None:
    for file in read_folder(OWN):
        assert "\n---\n" in written(file)


def test_every_help_link_names_an_article_that_comes_with_aco_ms() -> None:
    named = {
        subject
        for page in (settings.BASE_DIR / "templates").rglob("*.html")
        for subject in re.findall(r'{% help_link "([^"]+)"', page.read_text("utf-8"))
    }
    assert len(named) == 12
    assert named <= {file.slug for file in read_folder(OWN)}
