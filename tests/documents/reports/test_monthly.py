"""The reports of a month, which each ACO finds in its Reporting."""

import io
from datetime import date, timedelta
from unittest.mock import patch

import pikepdf
import pytest
from django.utils import timezone

from contacts.models import Aco
from documents.files.actions.publishing import publish
from documents.files.models import PublishedFile
from documents.files.storage import FILES
from documents.reports import actions
from documents.reports.actions import publish_month
from documents.reports.models import ReportMonth
from documents.reports.registry import reports
from tests.cast import Cast, make_aco

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.rule("G6")]


@pytest.fixture
def acos(cast: Cast) -> list[Aco]:
    """Two ACOs that there were last month, and one since today."""
    found = [cast.lakeside, make_aco("A9102", "Harbor")]
    Aco.objects.update(created_at=timezone.now() - timedelta(days=90))
    make_aco("A9103", "New")
    return found


def test_each_aco_that_there_was_finds_one_pdf_of_all_reports(acos: list[Aco]) -> None:
    assert publish_month() == 2
    month = timezone.localdate().replace(day=1) - timedelta(days=1)
    files = {file.name: file for file in PublishedFile.objects.all()}
    assert set(files) == {f"{aco.aco_id}-reports-{month:%Y-%m}.pdf" for aco in acos}
    version = files[f"A9101-reports-{month:%Y-%m}.pdf"].versions.get()
    with FILES.open(version.stored_as) as file, pikepdf.open(io.BytesIO(file.read())) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert len(pdf.pages) >= len(reports())
    row = ReportMonth.objects.get()
    assert (row.month, row.published) == (month, 2)
    assert row.finished_at is not None


def test_a_month_is_published_once_and_the_next_one_after_it(acos: list[Aco]) -> None:
    Aco.objects.update(created_at=timezone.now() - timedelta(days=3000))
    assert publish_month(date(2026, 12, 1)) == 3
    assert publish_month(date(2026, 12, 31)) == 0
    assert publish_month(date(2027, 1, 1)) == 3
    assert [str(row) for row in ReportMonth.objects.all()] == ["December 2026", "November 2026"]


def test_whoever_dies_on_the_way_goes_on_where_it_was(acos: list[Aco]) -> None:

    def dies(**asked: object) -> object:
        if asked["aco"] == acos[1]:
            raise KeyboardInterrupt
        return publish(**asked)  # type: ignore[arg-type]

    with patch.object(actions, "publish", dies), pytest.raises(KeyboardInterrupt):
        publish_month()
    assert publish_month() == 0  # it may be at it still
    ReportMonth.objects.update(alive_at=timezone.now() - timedelta(hours=1))
    assert publish_month() == 1
    assert PublishedFile.objects.count() == 2
    assert ReportMonth.objects.get().published == 2
