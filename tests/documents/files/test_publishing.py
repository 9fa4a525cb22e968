"""Files are published, stored encrypted, and stay as they were delivered (rules G3, G4)."""

import hashlib
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.storage import storages
from django.utils import timezone

from acoms.access import Refused
from acoms.storage.store import names_in
from documents.files.actions import Outcome, publish
from documents.files.actions.publishing import set_last_day
from documents.files.actions.retention import delete_old
from documents.files.errors import FilesError
from documents.files.models import FileVersion, PublishedFile
from documents.files.rules import Scan
from documents.files.storage import FILES
from documents.files.tasks import delete_old_files
from tests.cast import Cast, make_aco
from tests.documents.files.published import BENCHMARK, CCLF, publish_file

pytestmark = pytest.mark.django_db
NAME = "P.A9101.ACO.BNMRK.Y26.D260211.T1435560.txt"


def stored() -> int:
    """How many files lie in the store."""
    return len(list(names_in(storages["at_rest"])))


@pytest.mark.rule("G4")
def test_a_file_is_stored_once_encrypted_with_size_and_hash(cast: Cast) -> None:
    version = publish_file(cast.lakeside, content=b"secret facts" * 10_000)
    assert version.size == 120_000
    assert version.sha256 == hashlib.sha256(b"secret facts" * 10_000).hexdigest()
    assert version.number == 1
    assert version.scanned is Scan.NO_SCANNER
    with FILES.open(version.stored_as) as file:
        assert file.read() == b"secret facts" * 10_000
    at_rest = storages["at_rest"].open(FILES.name_of(version.stored_as)).read()
    assert b"secret" not in at_rest
    assert stored() == 1


@pytest.mark.rule("G4")
def test_a_file_delivered_again_is_a_new_version_and_the_earlier_one_stays(cast: Cast) -> None:
    first = publish_file(cast.lakeside, NAME, b"one")
    again = publish_file(cast.lakeside, NAME, b"two")
    assert (again.file, again.number) == (first.file, 2)
    with FILES.open(first.stored_as) as file:
        assert file.read() == b"one"


@pytest.mark.rule("G4")
def test_the_same_bytes_again_are_said_to_be_the_same(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    first = publish_file(cast.lakeside, NAME, b"one")
    with django_capture_on_commit_callbacks(execute=True):
        again = publish(
            acting_person=None, aco=cast.lakeside, type=BENCHMARK, name=NAME, content=[b"o", b"ne"]
        )
    assert again.outcome is Outcome.SAME
    assert again.version == first
    assert stored() == 1
    third = publish_file(cast.lakeside, NAME, b"two")
    assert publish_file(cast.lakeside, NAME, b"one").number == third.number + 1


@pytest.mark.rule("G3")
def test_two_acos_have_each_a_file_of_a_name(cast: Cast) -> None:
    one = publish_file(cast.lakeside, "report.pdf")
    other = publish_file(make_aco("A9102", "Elsewhere"), "report.pdf")
    assert one.file != other.file


def test_what_is_refused_leaves_nothing_behind(cast: Cast, settings: Any) -> None:
    publish_file(cast.lakeside, NAME)
    settings.FILES_MOST_BYTES = 1_000_000
    for name, content, why in (
        ("empty.txt", [b"", b""], "empty"),
        ("large.txt", [b"x" * 600_000] * 2, "larger than 1 megabytes"),
        ("a/b.txt", [b"x"], "cannot have /"),
    ):
        with pytest.raises(FilesError, match=why):
            publish(
                acting_person=None, aco=cast.lakeside, type=BENCHMARK, name=name, content=content
            )
    with pytest.raises(FilesError, match=r"is there already, as Historical Benchmark Report"):
        publish_file(cast.lakeside, NAME, b"other", type=CCLF)

    def breaks() -> Iterator[bytes]:
        yield b"half"
        raise OSError("the disk is gone")

    with pytest.raises(OSError, match="gone"):
        publish(acting_person=None, aco=cast.lakeside, type=CCLF, name="half.zip", content=breaks())
    assert stored() == 1
    assert PublishedFile.objects.count() == 1


@pytest.mark.rule("G3")
def test_only_staff_with_the_duty_publish(cast: Cast) -> None:
    for role in ("cms_staff", "cms_analyst"):
        by = getattr(cast, role)
        assert (
            publish_file(cast.lakeside, acting_person=by, content=role.encode()).delivered_by == by
        )
    for role in ("cms_viewer", "exec"):
        with pytest.raises(Refused):
            publish_file(cast.lakeside, acting_person=getattr(cast, role))


@pytest.mark.rule("G3", "G4")
def test_after_its_last_day_a_file_is_not_shown_and_its_bytes_go(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    today = timezone.localdate()
    version = publish_file(cast.lakeside, NAME, last_day=today)
    kept_ = publish_file(cast.lakeside, "kept.txt")
    assert FileVersion.objects.shown().count() == 2
    assert delete_old(today) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_old(today + timedelta(days=1)) == 1
    version.refresh_from_db()
    assert version.deleted_at is not None
    assert not FILES.exists(version.stored_as)
    assert [*FileVersion.objects.shown()] == [kept_]
    with pytest.raises(FilesError, match="Publish the file again"):
        set_last_day(acting_person=cast.cms_staff, file=version.file, last_day=None)
    again = publish_file(cast.lakeside, NAME)
    assert again.number == 2, "the same bytes, which are gone, are delivered anew"


@pytest.mark.rule("G3")
def test_a_last_day_that_is_past_takes_a_file_away_at_once(cast: Cast) -> None:
    version = publish_file(cast.lakeside, NAME)
    yesterday = timezone.localdate() - timedelta(days=1)
    set_last_day(acting_person=cast.cms_analyst, file=version.file, last_day=yesterday)
    assert not FileVersion.objects.shown().exists()
    set_last_day(acting_person=cast.cms_analyst, file=version.file, last_day=None)
    assert FileVersion.objects.current().get() == version
    with pytest.raises(Refused):
        set_last_day(acting_person=cast.exec, file=version.file, last_day=None)


@pytest.mark.rule("G3", "G4")
def test_what_was_taken_away_stays_away_when_the_corrected_file_comes(
    cast: Cast, django_capture_on_commit_callbacks: Any
) -> None:
    wrong = publish_file(cast.lakeside, NAME, b"of another ACO")
    yesterday = timezone.localdate() - timedelta(days=1)
    set_last_day(acting_person=cast.cms_staff, file=wrong.file, last_day=yesterday)
    with django_capture_on_commit_callbacks(execute=True):
        right = publish_file(cast.lakeside, NAME, b"of this ACO")
    assert [*FileVersion.objects.shown()] == [right]
    wrong.refresh_from_db()
    assert wrong.deleted_at is not None
    assert not FILES.exists(wrong.stored_as)
    assert FILES.exists(right.stored_as)


@pytest.mark.rule("G3")
def test_the_same_bytes_of_a_file_that_was_taken_away_are_published_anew(cast: Cast) -> None:
    first = publish_file(cast.lakeside, NAME)
    yesterday = timezone.localdate() - timedelta(days=1)
    set_last_day(acting_person=cast.cms_staff, file=first.file, last_day=yesterday)
    again = publish_file(cast.lakeside, NAME)
    assert again.number == 2
    assert [*FileVersion.objects.shown()] == [again]


@pytest.mark.rule("G4")
def test_the_same_bytes_are_new_where_those_of_before_are_lost_or_infected(cast: Cast) -> None:
    first = publish_file(cast.lakeside, NAME)
    FILES.delete(first.stored_as)
    second = publish_file(cast.lakeside, NAME)
    assert second.number == 2
    FileVersion.objects.filter(pk=second.pk).update(
        scan=Scan.INFECTED.value, scanned_at=timezone.now()
    )
    assert publish_file(cast.lakeside, NAME).number == 3


@pytest.mark.rule("G3")
def test_a_new_last_day_or_year_of_the_same_bytes_is_kept_and_said(cast: Cast) -> None:
    publish_file(cast.lakeside, NAME, year=2026)
    given: dict[str, Any] = {
        "acting_person": None,
        "aco": cast.lakeside,
        "type": BENCHMARK,
        "name": NAME,
        "content": [b"some bytes"],
    }
    day = date(2040, 1, 1)
    assert publish(**given, last_day=day).outcome is Outcome.FACTS
    assert publish(**given, year=2027).outcome is Outcome.FACTS
    assert publish(**given, year=2027, last_day=day).outcome is Outcome.SAME
    file = PublishedFile.objects.get()
    assert (file.last_day, file.performance_year) == (day, 2027)
    assert FileVersion.objects.count() == 1


@pytest.mark.rule("G3")
def test_names_that_a_computer_takes_for_one_are_one_name(cast: Cast) -> None:
    composed, apart = "R\u00e9sum\u00e9.pdf", "Re\u0301sume\u0301.pdf"
    first = publish_file(cast.lakeside, apart, b"one")
    assert first.file.name == composed
    assert publish_file(cast.lakeside, composed, b"two").file == first.file
    with pytest.raises(
        FilesError, match=r"R\u00e9sum\u00e9.pdf is there already, and many computers"
    ):
        publish_file(cast.lakeside, "R\u00c9SUM\u00c9.PDF", b"three")
    assert publish_file(make_aco("A9102", "Elsewhere"), "R\u00c9SUM\u00c9.PDF").number == 1


def test_the_settings_say_for_how_long_a_file_is_shown(cast: Cast, settings: Any) -> None:
    settings.FILES_DAYS = 30
    in_30_days = timezone.localdate() + timedelta(days=30)
    assert publish_file(cast.lakeside, NAME).file.last_day == in_30_days
    said = date(2040, 1, 1)
    assert publish_file(cast.lakeside, NAME, b"two", last_day=said).file.last_day == said


def test_what_no_row_has_is_deleted_at_night(cast: Cast, settings: Any) -> None:
    publish_file(cast.lakeside, NAME, last_day=timezone.localdate() - timedelta(days=1))
    delete_old_files()
    assert FileVersion.objects.get().deleted_at is not None
