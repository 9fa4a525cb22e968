"""Writing in the library: versions, drafts, two editors at once, and who hears of it."""

from collections.abc import Callable
from typing import Any

import pytest

from accounts.actions.merging import merge_people
from accounts.models import Person
from acoms.access import Refused
from acoms.once.shown import fingerprint
from documents.library.actions.opinions import follow_library, say_whether_it_helped
from documents.library.actions.writing import (
    bring_back_article,
    discard_draft,
    edit_article,
    place_article,
    set_section,
    withdraw_article,
    write_article,
)
from documents.library.errors import LibraryError
from documents.library.models import Article, Follower, Opinion, Section, Version
from documents.library.queries import latest_version, shown_of_article
from notifications.models import Notification
from tests.cast import Cast, make_person
from tests.documents.library.shelf import a_section, a_text, latest, written

pytestmark = pytest.mark.django_db


def edit(cast: Cast, article: Article, *, publish: bool = True, **given: Any) -> Article:
    text = a_text(body=given.pop("body", "Another text."), note="It is new.")
    return edit_article(
        acting_person=given.pop("by", cast.cms_staff),
        article=article,
        text=text,
        publish=publish,
        **given,
    )


def shown(article: Article) -> str:
    article = Article.objects.get(pk=article.pk)
    return fingerprint(shown_of_article(article, latest_version(article)))


@pytest.mark.rule("G3")
def test_each_publication_is_a_version_that_stays(cast: Cast) -> None:
    article = written(cast)
    edit(cast, article)
    found = [(one.number, one.body.partition("\n")[0]) for one in article.versions.order_by("pk")]
    assert found == [(1, "## What to do"), (2, "Another text.")]
    assert latest(article).words == "Another text."
    assert latest(article).published_by == cast.cms_staff


def test_a_draft_is_written_over_until_it_is_published(cast: Cast) -> None:
    article = written(cast)
    edit(cast, article, publish=False, body="Half.")
    edit(cast, article, publish=False, body="Nearly.")
    assert article.versions.count() == 2
    assert Version.objects.current().get().number == 1
    edit(cast, article, body="Whole.")
    assert [one.body for one in Version.objects.current()] == ["Whole."]
    assert article.versions.count() == 2


def test_a_draft_is_discarded_and_the_only_text_is_not(cast: Cast) -> None:
    article = written(cast)
    edit(cast, article, publish=False)
    discard_draft(acting_person=cast.cms_staff, article=article)
    discard_draft(acting_person=cast.cms_staff, article=article)  # it is done already
    assert article.versions.get().number == 1
    begun = written(cast, "begun", publish=False)
    with pytest.raises(LibraryError, match="all of the article"):
        discard_draft(acting_person=cast.cms_staff, article=begun)


def test_of_two_editors_the_second_hears_of_the_first(cast: Cast) -> None:
    article = written(cast)
    seen = shown(article)
    edit(cast, article, body="The first.", shown=seen)
    with pytest.raises(LibraryError, match="Something has changed"):
        edit(cast, article, body="The second.", by=cast.cms_analyst, shown=seen)
    edit(cast, article, body="The second.", by=cast.cms_analyst, shown=shown(article))
    assert [one.number for one in Version.objects.current()] == [3]


def test_whoever_presses_twice_has_published_once(cast: Cast) -> None:
    article = written(cast)
    seen = shown(article)
    assert written(cast) == article  # begun once
    for _ in range(2):
        edit(cast, article, shown=seen)
    assert article.versions.count() == 2


def test_a_version_that_says_nothing_new_is_refused(cast: Cast) -> None:
    article = written(cast)
    with pytest.raises(LibraryError, match="Nothing in it differs"):
        edit_article(
            acting_person=cast.cms_analyst,
            article=article,
            text=a_text(note="Only a note."),
            publish=True,
        )


def test_a_link_to_a_page_that_does_not_exist_is_refused(cast: Cast) -> None:
    with pytest.raises(LibraryError, match="ACO-MS has no page “/nowhere/”"):
        written(cast, body="[x](/nowhere/) [y](/help/?a=b#c)")


def test_an_address_is_one_articles_and_readable(cast: Cast) -> None:
    written(cast)
    with pytest.raises(LibraryError, match="Another article has this address") as refused:
        written(cast, title="Quite another")
    assert refused.value.field == "slug"
    with pytest.raises(LibraryError, match="small letters"):
        written(cast, "Not This")


def test_an_article_is_withdrawn_with_a_reason_and_comes_back(cast: Cast) -> None:
    article = written(cast)
    by: dict[str, Any] = {"acting_person": cast.cms_staff, "article": article}
    with pytest.raises(LibraryError, match="Enter a reason"):
        withdraw_article(**by, reason=" ")
    for _ in range(2):
        withdraw_article(**by, reason="Old.")
    with pytest.raises(LibraryError, match="The reason that you gave is kept: Old"):
        withdraw_article(**by, reason="Another.")
    with pytest.raises(LibraryError, match="Somebody else"):
        withdraw_article(acting_person=cast.cms_analyst, article=article, reason="Old.")
    assert not Version.objects.current().exists()
    for _ in range(2):
        bring_back_article(**by)
    assert Version.objects.current().exists()


def test_an_article_is_placed_elsewhere(cast: Cast) -> None:
    article, seen = written(cast), shown(written(cast))
    to = a_section("Signing in", 20)
    for _ in range(2):
        placed = place_article(
            acting_person=cast.cms_staff, article=article, section=to, order=7, shown=seen
        )
        assert (placed.section, placed.order) == (to, 7)
    with pytest.raises(LibraryError, match="Something has changed"):
        place_article(
            acting_person=cast.cms_staff, article=article, section=to, order=8, shown=seen
        )


Deed = Callable[[Cast, Article], Any]
DEEDS: list[Deed] = [
    lambda cast, one: edit(cast, one, by=cast.cms_viewer),
    lambda cast, one: discard_draft(acting_person=cast.cms_viewer, article=one),
    lambda cast, one: withdraw_article(acting_person=cast.exec, article=one, reason="x"),
    lambda cast, one: bring_back_article(acting_person=cast.exec, article=one),
    lambda cast, one: place_article(
        acting_person=cast.exec, article=one, section=one.section, order=1
    ),
    lambda cast, _: set_section(acting_person=cast.exec, section=Section(name="Mine")),
    lambda cast, one: write_article(
        acting_person=cast.exec,
        slug="mine",
        section=one.section,
        order=1,
        text=a_text(),
        publish=True,
    ),
    lambda cast, _: follow_library(acting_person=cast.outsider, follow=True),
    lambda cast, one: say_whether_it_helped(
        acting_person=cast.outsider, article=one, number=1, helpful=True
    ),
]


@pytest.mark.rule("G5")
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_not_does_not(cast: Cast, deed: Deed) -> None:
    article = written(cast)
    with pytest.raises(Refused):
        deed(cast, article)


@pytest.mark.rule("G5")
def test_those_who_asked_are_told_of_new_articles_and_versions(cast: Cast) -> None:
    for person in (cast.other, cast.it, cast.cms_viewer):
        follow_library(acting_person=person, follow=True)
    follow_library(acting_person=cast.it, follow=False)
    article = written(cast)
    assert told() == [
        (cast.other, "New in the Knowledge Library: Inviting a contact"),
        (cast.cms_viewer, "New in the Knowledge Library: Inviting a contact"),
    ]
    edit(cast, article, publish=False)
    edit(cast, article, tell=False)
    assert len(told()) == 2
    edit(cast, article, body="Third.")
    assert told()[2:] == [
        (cast.other, "Updated in the Knowledge Library: Inviting a contact"),
        (cast.cms_viewer, "Updated in the Knowledge Library: Inviting a contact"),
    ]


def told() -> list[tuple[Person | None, str]]:
    return [(one.person, one.text) for one in Notification.objects.order_by("pk")]


@pytest.mark.rule("G5")
def test_who_has_lost_all_access_is_told_nothing_more(cast: Cast) -> None:
    person = make_person("gone")
    Follower.objects.create(person=person)
    written(cast)
    assert not Notification.objects.exists()


def test_an_opinion_is_one_for_each_version(cast: Cast) -> None:
    article = written(cast)
    for helpful in (True, False):
        say_whether_it_helped(acting_person=cast.it, article=article, number=1, helpful=helpful)
    edit(cast, article)
    say_whether_it_helped(acting_person=cast.it, article=article, number=2, helpful=True)
    said = Opinion.objects.order_by("pk").values_list("version__number", "helpful")
    assert list(said) == [(1, False), (2, True)]
    with pytest.raises(LibraryError, match="cannot be seen"):
        say_whether_it_helped(
            acting_person=cast.it, article=article, number=2, helpful=True, words="Ye\u202es"
        )
    with pytest.raises(LibraryError, match="at most 1,000"):
        say_whether_it_helped(
            acting_person=cast.it, article=article, number=2, helpful=True, words="x" * 1001
        )


def test_what_two_accounts_of_one_person_said_is_said_by_one(cast: Cast) -> None:
    article = written(cast)
    edit(cast, article)
    kept, gone = cast.it, cast.other
    for person, number in ((kept, 1), (gone, 1), (gone, 2)):
        say_whether_it_helped(
            acting_person=person, article=article, number=number, helpful=person == kept
        )
    follow_library(acting_person=gone, follow=True)
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason="One person.")
    said = Opinion.objects.filter(person=kept).order_by("version__number")
    assert [(one.version.number, one.helpful) for one in said] == [(1, True), (2, False)]
    assert Follower.objects.get().person == kept
