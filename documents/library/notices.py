"""What those are told who asked to be told of what is new in the library (rule G5)."""

from collections.abc import Sequence

from django.urls import reverse

from accounts.reach import who_hold_access
from documents.library.models import Follower, LibraryFile, Version
from notifications.actions import Telling, notify_all
from notifications.kinds import Kind, register

NAMED = 20  # files in a mail; the library has them all

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
    return _tell_followers(data)


def tell_files(rows: Sequence[LibraryFile]) -> int:
    """Tell all followers who may read of files, or new versions of them, in one message."""
    number = len(rows)
    title = rows[0].file.name if number == 1 else f"{number} files"
    more = f" and {number - NAMED} more" if number > NAMED else ""
    data = {
        "said": f"New in the Knowledge Library: {title}",
        "title": title,
        "what": "a new file" if number == 1 else "new files",
        "summary": rows[0].about
        if number == 1
        else ", ".join(row.file.name for row in rows[:NAMED]) + more,
        "note": "",
        "url": reverse("library_file", args=[rows[0].pk])
        if number == 1
        else reverse("knowledge_library"),
    }
    return _tell_followers(data)


def _tell_followers(data: dict[str, str]) -> int:
    followers = [one.person for one in Follower.objects.select_related("person").order_by("pk")]
    reading = who_hold_access([person.pk for person in followers])
    told = [
        Telling(person=person, data=data)
        for person in followers
        if person.is_active and (person.is_staff or person.pk in reading)
    ]
    notify_all(PUBLISHED, told)
    return len(told)
