"""What those who asked are told of new files (rule G5)."""

from collections.abc import Sequence

from django.urls import reverse

from accounts.models import Person
from contacts.models import Aco
from documents.files.models import FileVersion
from documents.files.types import Place
from notifications.actions import notify
from notifications.kinds import Kind, register

NAMED = 50  # files in a mail; the page has them all

NEW_FILES = register(
    Kind(
        name="new_files",
        on_screen="{said}",
        mail="documents/files/email/new_files",
        digestible=True,
        section="Files",
    )
)


def tell_files(aco: Aco, person: Person, versions: Sequence[FileVersion], *, weekly: bool) -> None:
    """One message about all of them, a line for each file."""
    files = {version.file.name: version.file for version in versions}
    number = len(files)
    new = f"{number} new file{'' if number == 1 else 's'}"
    places = {file.place for file in files.values()}
    place = Place.DATA_HUB if Place.DATA_HUB in places else Place.REPORTING
    notify(
        NEW_FILES,
        person=person,
        data={
            "aco": str(aco),
            "new": new,
            "said": f"{aco} has {new}{' from last week' if weekly else ''}.",
            "files": [f"{name}: {file.kind}" for name, file in [*files.items()][:NAMED]],
            "more": max(0, number - NAMED),
            "url": reverse(place.url_name, args=[aco.aco_id]),
        },
    )
