"""Encrypted texts of all rooms are stored anew under a new key (rule E5)."""

from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings

from accounts.authenticator import AuthenticatorApp
from participants.certification.models import CertifiedList
from participants.changes.models import ChangeFile
from participants.years.models import PerformanceYear
from tests.cast import Cast
from tests.participants.certification.certifying import kept
from tests.security.dump import database
from tests.signing_in import give_second_factor

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E5")]
NEW = "a-newer-key-that-only-these-tests-put-in-front"


@pytest.fixture
def texts(cast: Cast) -> list[str]:
    """One of each sort that stays for longer than a day, as `read` finds them."""
    app = give_second_factor(cast.exec)
    year = PerformanceYear.objects.create(
        year=2030, certify_from=date(2029, 11, 1), certify_by=date(2029, 12, 1)
    )
    CertifiedList.objects.create(
        aco=cast.lakeside,
        performance_year=year,
        certified_by=cast.exec,
        participants=1,
        providers=0,
        content="the certified list",
        sha256="0" * 64,
        **kept(),
    )
    ChangeFile.objects.create(
        aco=cast.lakeside, created_by=cast.exec, rows=1, content="the file of changes"
    )
    return [app.key, "the certified list", "the file of changes"]


def read() -> list[str]:
    return [
        AuthenticatorApp.objects.get().key,
        CertifiedList.objects.get().content,
        ChangeFile.objects.get().content,
    ]


def rekey() -> str:
    out = StringIO()
    call_command("rekey_texts", stdout=out)
    return out.getvalue()


def test_all_are_stored_anew_and_the_old_key_is_needed_no_more(texts: list[str]) -> None:
    with override_settings(ACOMS_KEYS=[NEW, *settings.ACOMS_KEYS]):
        said = rekey()
        assert said.count("1 texts, 1 of them") == 3
        assert rekey().count("1 texts, 0 of them") == 3
    with override_settings(ACOMS_KEYS=[NEW]):
        assert read() == texts


def test_the_history_says_nothing_of_it_and_certified_lists_stay_protected(
    texts: list[str],
) -> None:
    def events() -> int:
        return database().count("event:")

    before = events()
    with override_settings(ACOMS_KEYS=[NEW, *settings.ACOMS_KEYS]):
        rekey()
    assert events() == before > 0
    with pytest.raises(Exception, match="Cannot update"):
        CertifiedList.objects.update(statement="Another one")


def test_a_key_that_is_gone_is_said(texts: list[str]) -> None:
    with override_settings(ACOMS_KEYS=[NEW]), pytest.raises(CommandError, match="that key back"):
        rekey()
