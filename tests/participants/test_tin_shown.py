"""A TIN is masked everywhere; showing one in full is recorded first, and limited (rule E5)."""

from datetime import date
from html import unescape

import pytest
from django.apps import apps
from django.urls import reverse

from activity.sources import is_readable, sources
from participants.models import Participant
from tests.cast import Cast, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.rule("E5")]

TIN = "001234567"


def test_no_history_that_people_read_has_a_tins_cipher_or_hash(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, tin=TIN)
    Participant.objects.filter(pk=elm.pk).update(effective_until=date(2026, 6, 1))
    events = apps.get_model("participants", "ParticipantEvent").objects
    kept = events.values_list("tin", "tin_hash").first()
    assert kept[0] == TIN
    page = cast.browser("exec").get(reverse("activity", args=["A9101"]))
    assert page.context["entries"]
    raw = [getattr(entry, "changes", ()) for entry in page.context["entries"]]
    shown = unescape(page.content.decode()) + repr(raw)
    assert "Elm Street Family Practice" in shown
    for secret in (TIN, str(elm.tin_hash), str(elm.tin_hash).replace("-", "")):
        assert secret not in shown
    assert "gAAAA" not in shown, "a TIN's ciphertext"


def test_no_table_that_the_activity_reads_gives_it_an_encrypted_field() -> None:
    for source in sources():
        for field in source.fields:
            assert is_readable(field)
            assert field.name not in {"tin", "tin_hash", "content"}, source.key
