"""What those are told who asked to be told of new articles (rule G5)."""

from django.urls import reverse

from accounts.reach import who_hold_access
from documents.library.models import Follower, Version
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register

PUBLISHED = register(
    Kind(
        name="library_published",
        on_screen="{said}",
        mail="documents/library/email/published",
        digestible=True,
        section="Knowledge Library",
    )
)


def tell_published(version: Version) -> int:
    """Tell all followers who may read of a version that was just published; how many."""
    new = version.number == 1
    data = {
        "said": f"{'New' if new else 'Updated'} in the Knowledge Library: {version.title}",
        "title": version.title,
        "what": "a new article" if new else "an updated article",
        "summary": version.summary,
        "note": "" if new else version.note,
        "url": reverse("library_article", args=[version.article.slug]),
    }
    followers = [one.person for one in Follower.objects.select_related("person").order_by("pk")]
    reading = who_hold_access([person.pk for person in followers])
    told = [
        Telling(person=person, data=data)
        for person in followers
        if person.is_active and (person.is_staff or person.pk in reading)
    ]
    notify_all(PUBLISHED, told)
    return len(told)
