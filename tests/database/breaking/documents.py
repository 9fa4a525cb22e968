"""Limits of what CMS writes to ACOs, with how to break each."""

from datetime import timedelta
from typing import Any

from accounts.models import Person
from documents.correspondence.models import Attachment, Copy, Delivery, Message, Reply
from tests.database.breaking.ways import BEFORE, Table, changed, deleted, twice, wrong
from tests.database.rows import NOW, a

CONFIRMED: dict[str, Any] = {"confirmed_at": NOW, "confirmed_by": a(Person), "due_at": NOW}
STARTED: dict[str, Any] = {**CONFIRMED, "started_at": NOW}
SETTLED: dict[str, Any] = {"settled_at": NOW, "settled_by": a(Person)}

DOCUMENTS: Table = {
    # documents: correspondence
    "message_kind_known": wrong(Message, kind="letter"),
    "message_to_known": wrong(Message, to="some"),
    "message_says_something": (
        wrong(Message, subject=""),
        wrong(Message, subject="two\nlines"),
        wrong(Message, body=""),
    ),
    "message_mailed_to_who_receives": wrong(Message, named_types=["other"]),
    "message_confirmed_by_someone": (
        wrong(Message, confirmed_at=NOW),
        wrong(Message, confirmed_by=a(Person)),
        wrong(Message, due_at=NOW),
        wrong(Message, confirmed_at=NOW, confirmed_by=a(Person)),
    ),
    "message_sent_once_confirmed": (
        wrong(Message, started_at=NOW),
        wrong(Message, finished_at=NOW),
        wrong(Message, **CONFIRMED, finished_at=NOW),
        wrong(Message, **CONFIRMED, started_at=BEFORE),
        wrong(Message, **STARTED, withdrawn_at=NOW, withdrawn_by=a(Person)),
    ),
    "message_withdrawn_by_someone": (
        wrong(Message, withdrawn_at=NOW),
        wrong(Message, withdrawn_by=a(Person)),
    ),
    "message_sent_stays": (
        changed(Message, row=STARTED, subject="Another"),
        changed(Message, row=STARTED, body="Another"),
        changed(Message, row=STARTED, kind="compliance_notice"),
        changed(Message, row=STARTED, named_types=["compliance"]),
        changed(Message, row=STARTED, may_answer=True),
        changed(Message, row=STARTED, due_at=BEFORE),
        deleted(Message, **STARTED),
    ),
    "message_file_once": twice(Attachment, "message", "sha256"),
    "message_once_to_an_aco": twice(Delivery, "message", "aco"),
    "message_counts_once_sent": (
        wrong(Delivery, sent_at=None, people=1),
        wrong(Delivery, sent_at=NOW, people=1, mailed=2),
    ),
    "copy_once_a_person": twice(Copy, "delivery", "person", received=True),
    "copy_read_or_received": wrong(Copy, received=False),
    "copy_read_before_it_is_seen_again": (
        wrong(Copy, received=True, read_at=NOW),
        wrong(Copy, received=True, seen_at=NOW),
        wrong(Copy, read_at=NOW, seen_at=NOW - timedelta(seconds=1)),
    ),
    "reply_says_something": wrong(Reply, body=""),
    "reply_settled_by_someone": (
        wrong(Reply, settled_at=NOW),
        wrong(Reply, settled_by=a(Person)),
        wrong(Reply, from_cms=True, **SETTLED),
    ),
    "reply_stays": (
        changed(Reply, body="Another"),
        changed(Reply, from_cms=True),
        changed(Reply, written_at=BEFORE),
        deleted(Reply),
    ),
}
