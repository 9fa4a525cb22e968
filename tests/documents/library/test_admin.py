"""CMS staff write the library in the admin."""

import re
from typing import Any

import pytest
from django.test import Client

from documents.library.actions.opinions import say_whether_it_helped
from documents.library.models import Article, Section, Version
from tests.cast import Cast
from tests.documents.library.shelf import BODY, a_section, latest, written

pytestmark = pytest.mark.django_db
ARTICLES = "/admin/documents_library/article/"


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_analyst")


def typed(page: Any, **given: str) -> dict[str, str]:
    """The page's form as it came, with what is typed into it."""
    found = page.context["form"]
    values = {field.html_name: field.value() for field in found}
    shows = re.search(r'name="shown" value="([^"]*)"', page.content.decode())
    return {
        **{name: "" if value is None else str(value) for name, value in values.items()},
        "shown": shows[1] if shows else "",
        **given,
    }


@pytest.mark.rule("G3")
def test_an_article_is_previewed_kept_as_a_draft_and_published(staff: Client) -> None:
    section = a_section()
    new = typed(
        staff.get(f"{ARTICLES}add/"),
        title="Inviting",
        slug="inviting",
        section=str(section.pk),
        summary="How.",
        body=BODY.replace("\n", "\r\n"),
    )
    preview = staff.post(f"{ARTICLES}add/", {**new, "do": "preview"}).content.decode()
    assert "Preview: nothing is saved yet" in preview
    assert '<h2 id="part-what-to-do">What to do</h2>' in preview
    assert not Article.objects.exists()
    staff.post(f"{ARTICLES}add/", {**new, "do": "draft"})
    article = Article.objects.get()
    assert not Version.objects.current().exists()
    write = f"{ARTICLES}{article.pk}/write/"
    said = staff.post(
        write, typed(staff.get(write), do="publish", body="All of it."), follow=True
    ).content.decode()
    assert "It is published." in said
    assert Version.objects.current().get().body == "All of it."


def test_what_changed_has_to_be_said(cast: Cast, staff: Client) -> None:
    write = f"{ARTICLES}{written(cast).pk}/write/"
    page = staff.post(write, typed(staff.get(write), body="New.", do="publish"))
    assert "Fill in “" in page.content.decode()
    page = staff.post(
        write, typed(staff.get(write), body="![x](https://y.z)", note="n", do="draft")
    )
    assert "Pictures are not shown" in page.content.decode()
    assert Version.objects.count() == 1


def test_of_two_editors_the_second_keeps_what_was_typed(cast: Cast, staff: Client) -> None:
    article = written(cast)
    write = f"{ARTICLES}{article.pk}/write/"
    mine = typed(staff.get(write), body="Mine.", note="n", do="publish")
    other = cast.browser("cms_staff")
    other.post(write, typed(other.get(write), body="Theirs.", note="n", do="publish"))
    page = staff.post(write, mine)
    assert "Something has changed" in page.content.decode()
    assert "Mine." in page.content.decode()
    assert latest(article).body == "Theirs."
    staff.post(write, {**mine, "shown": typed(page)["shown"]})  # they have looked, and go on
    assert latest(article).body == "Mine."


def test_a_draft_is_discarded_and_an_article_placed_withdrawn_and_brought_back(
    cast: Cast, staff: Client
) -> None:
    article = written(cast)
    to = a_section("Signing in", 20)
    page = f"{ARTICLES}{article.pk}/"
    staff.post(f"{page}write/", typed(staff.get(f"{page}write/"), body="b", note="n", do="draft"))
    assert "Discard the draft" in staff.get(f"{page}change/").content.decode()
    for what, given in (
        ("discard", {}),
        ("place", {"section": str(to.pk), "order": "3"}),
        ("withdraw", {"reason": "Old."}),
        ("bring-back", {}),
    ):
        asked = staff.get(f"{page}{what}/")
        assert staff.post(f"{page}{what}/", typed(asked, **given)).status_code == 302, what
    article.refresh_from_db()
    assert (article.section, article.order, article.withdrawn_at) == (to, 3, None)
    assert article.versions.count() == 1


def test_how_many_it_helped_is_counted_and_their_words_are_read(cast: Cast, staff: Client) -> None:
    article = written(cast)
    for person, helpful in ((cast.it, True), (cast.other, False), (cast.exec, True)):
        say_whether_it_helped(
            acting_person=person, article=article, number=1, helpful=helpful, words="<i>So</i>"
        )
    (listed,) = staff.get(ARTICLES).context["cl"].result_list
    assert (listed.helped, listed.did_not_help) == (2, 1)
    page = staff.get(f"{ARTICLES}{article.pk}/change/").content.decode()
    assert "It helped 2, and did not help 1" in page
    asked = staff.get(
        "/admin/documents_library/opinion/", {"version__article__id__exact": article.pk}
    )
    assert "&lt;i&gt;So&lt;/i&gt;" in asked.content.decode()


@pytest.mark.parametrize("state", ["draft", "published", "changing", "withdrawn"])
def test_articles_are_filtered_by_how_they_stand(cast: Cast, staff: Client, state: str) -> None:
    written(cast, "published")
    written(cast, "draft", publish=False)
    for slug in ("changing", "withdrawn"):
        page = f"{ARTICLES}{written(cast, slug).pk}/"
        what = "write" if slug == "changing" else "withdraw"
        given = {"body": "b", "note": "n", "do": "draft", "reason": "r"}
        staff.post(f"{page}{what}/", typed(staff.get(f"{page}{what}/"), **given))
    found = staff.get(ARTICLES, {"state": state}).context["cl"].result_list
    assert [one.slug for one in found] == [state]


def test_a_section_is_named_and_put_in_its_place(staff: Client) -> None:
    staff.post("/admin/documents_library/section/add/", {"name": "New", "about": "", "order": "3"})
    assert Section.objects.get().order == 3


def test_a_viewer_reads_and_does_not_write(cast: Cast) -> None:
    article = written(cast)
    viewer = cast.browser("cms_viewer")
    assert (
        "Write a new version" not in viewer.get(f"{ARTICLES}{article.pk}/change/").content.decode()
    )
    for page in ("add/", *(f"{article.pk}/{what}/" for what in ("write", "withdraw", "place"))):
        assert viewer.get(f"{ARTICLES}{page}").status_code == 403
        assert "CMS analyst" in viewer.post(f"{ARTICLES}{page}", {}).content.decode()


def test_a_section_is_there_once_whatever_its_letter_case(staff: Client) -> None:
    a_section("Program Resources")
    said = {"name": "PROGRAM RESOURCES", "about": "", "order": "7"}
    page = staff.post("/admin/documents_library/section/add/", said).content.decode()
    assert "Another section has this name" in page
    assert Section.objects.count() == 1
