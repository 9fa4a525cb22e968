"""What beat does for accounts."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.actions import begin_session
from accounts.models import OpenSession
from accounts.session_engine import SessionStore, names_of
from accounts.tasks import forget_ended_sessions
from tests.cast import make_person


@pytest.mark.django_db
def test_ended_sessions_are_forgotten_and_live_ones_kept() -> None:
    live, ended = SessionStore(), SessionStore()
    for session in (live, ended):
        session.create()
    Session.objects.filter(session_key=names_of(ended.session_key)[0]).update(
        expire_date=timezone.now() - timedelta(seconds=1)
    )
    person = make_person("lee_park")
    for session in (live, ended):
        begin_session(
            person=person,
            session_key=session.session_key,
            address=None,
            browser="",
        )
    forget_ended_sessions()
    left = [names_of(live.session_key)[0]]
    assert [row.session_key for row in Session.objects.all()] == left
    assert [row.stored_as for row in OpenSession.objects.all()] == left
