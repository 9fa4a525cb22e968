"""Two tabs at once: what one publishes, the other cannot give up (rules G3, G4)."""

import threading
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Person
from acoms.once.shown import fingerprint
from documents.files.actions.several import (
    forget_waiting,
    give_up_several,
    judge,
    keep_several,
    parts_of,
    publish_several,
    waiting_of,
)
from documents.files.errors import FilesError
from documents.files.models import FileVersion, WaitingFile
from documents.files.storage import FILES
from tests.cast import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("G3", "G4")]
NAME = "A9101.01.SBMON.D260304.T1517558.zip"


def by_another_tab(act: Callable[[], object]) -> threading.Thread:
    """Somebody else does it, on a connection of their own."""

    def run() -> None:
        try:
            act()
        except FilesError:
            pass
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def wait_for_the_lock(thread: threading.Thread) -> None:
    """Until the other one has read, and waits for us (or has gone past us)."""
    thread.join(timeout=0.7)


@pytest.mark.parametrize("how", ["give up", "forget"])
def test_bytes_that_are_published_meanwhile_stay(cast: Cast, how: str) -> None:
    staff, batch = cast.cms_staff, uuid4()
    assert cast.lakeside
    keep_several(acting_person=staff, batch=batch, files=[(NAME, [b"claims"])], last_day=None)
    WaitingFile.objects.update(uploaded_at=timezone.now() - timedelta(days=2))
    shown = fingerprint(parts_of(judge(waiting_of(staff, batch))))
    person = Person.objects.get(pk=staff.pk)
    with transaction.atomic():
        publish_several(acting_person=staff, batch=batch, shown=shown)
        act = (
            (lambda: give_up_several(acting_person=person, batch=batch))
            if how == "give up"
            else forget_waiting
        )
        thread = by_another_tab(act)
        wait_for_the_lock(thread)
    thread.join()
    version = FileVersion.objects.get()
    with FILES.open(version.stored_as) as file:
        assert file.read() == b"claims"
