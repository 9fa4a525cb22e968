"""What beat does for accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.tasks import forget_ended_sessions


@pytest.mark.django_db
def test_ended_sessions_are_forgotten_and_live_ones_kept() -> None:
    live, ended = SessionStore(), SessionStore()
    for session in (live, ended):
        session.create()
    Session.objects.filter(session_key=ended.session_key).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    forget_ended_sessions()
    assert [row.session_key for row in Session.objects.all()] == [live.session_key]
