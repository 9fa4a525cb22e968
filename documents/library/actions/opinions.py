"""What readers write: whether an article helped, and whether they want to hear of new ones."""

import pghistory
from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.reach import holds_access
from acoms.access import Decision, Refused
from acoms.text.lines import problem_with_text, tidied_text
from documents.library.errors import LibraryError
from documents.library.models import Article, Follower, Opinion
from documents.library.rules import LONGEST_WORDS


@transaction.atomic
def say_whether_it_helped(
    *, acting_person: Person, article: Article, number: int, helpful: bool, words: str = ""
) -> Opinion:
    """A reader says of the version that they have read whether it helped; saying it again changes
    it. Raises Refused, and LibraryError for a version that nobody could read, or too many words."""
    must_read(acting_person)
    with pghistory.context(action="say whether it helped", acting_person=acting_person.pk):
        version = article.versions.published().filter(number=number).first()
        if version is None or article.withdrawn_at is not None:
            raise LibraryError("This article is not in the library any more.")
        words = tidied_text(words)
        if len(words) > LONGEST_WORDS:
            raise LibraryError(f"Say it in at most {LONGEST_WORDS:,} characters.", field="words")
        if problem := problem_with_text(words):
            raise LibraryError(problem, field="words")
        opinion, fresh = Opinion.objects.select_for_update(no_key=True).get_or_create(
            version=version, person=acting_person, defaults={"helpful": helpful, "words": words}
        )
        if not fresh and (opinion.helpful, opinion.words) != (helpful, words):
            opinion.helpful, opinion.words = helpful, words
            opinion.said_at = timezone.now()
            opinion.save()
    return opinion


@transaction.atomic
def follow_library(*, acting_person: Person, follow: bool) -> None:
    """A reader asks to be told of new articles and versions, or no longer. Raises Refused."""
    must_read(acting_person)
    with pghistory.context(action="follow library", acting_person=acting_person.pk):
        if follow:
            Follower.objects.get_or_create(person=acting_person)
        else:
            Follower.objects.filter(person=acting_person).delete()


def must_read(person: Person) -> None:
    """Raise Refused for whoever does not read the library."""
    if not (person.is_staff or holds_access(person.pk)):
        raise Refused(Decision(False, "The Knowledge Library is for contacts and QPP users."))
