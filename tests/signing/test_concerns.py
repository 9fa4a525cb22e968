"""Something is wrong with a document: said by a signer, answered by CMS staff (rule F6)."""

from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from acoms.access import Refused
from contacts.models import HeldType
from notifications.models import Notification
from signing.actions import answer_concern, close_event, say_concern
from signing.errors import SigningError
from signing.models import Concern, Signature
from tests.cast import Cast
from tests.signing.events import document, opened, sign
from tests.signing.test_pages import address, text_of

pytestmark = pytest.mark.rule("F6")


def test_it_reaches_cms_and_is_answered_on_screen_and_by_mail(cast: Cast) -> None:
    own = opened(cast)
    browser = cast.browser("exec")
    page = browser.post(
        address(own, name="say_concern"), {"text": "The year is wrong."}, follow=True
    ).content.decode()
    assert "CMS has your message" in page
    assert "CMS has not answered yet" in page
    concern = Concern.objects.get()
    staff = cast.browser("cms_analyst")
    assert "Waiting for an answer" in text_of(staff, "/admin/signing/concern/?answered=no")
    url = f"/admin/signing/concern/{concern.pk}/answer/"
    assert "The year is wrong." in text_of(staff, url)
    staff.post(url, {"answer": "We correct it today."})
    assert "We correct it today." in text_of(browser, address(own))
    told = Notification.objects.get(kind="concern_answered", person=cast.exec)
    assert told.by_email
    assert not Signature.objects.exists()


def test_who_cannot_sign_a_document_says_nothing_about_it(cast: Cast) -> None:
    own = opened(cast)
    for role in ("liaison", "delegate", "qpp_staff", "dua_requestor"):
        with pytest.raises(Refused):
            say_concern(
                acting_person=getattr(cast, role),
                aco=cast.lakeside,
                document=document(own),
                text="Wrong.",
            )
    assert "Those who sign this document" in text_of(
        cast.browser("liaison"), address(own, name="say_concern")
    )


def test_said_and_answered_twice_it_is_once_and_nobody_answers_for_another(cast: Cast) -> None:
    own = opened(cast)
    said = {"acting_person": cast.exec, "aco": cast.lakeside, "document": document(own)}
    concern = say_concern(**said, text="Wrong.")  # type: ignore[arg-type]
    assert say_concern(**said, text=" Wrong. ") == concern  # type: ignore[arg-type]
    with pytest.raises(SigningError, match="Describe what is wrong"):
        say_concern(**said, text=" ")  # type: ignore[arg-type]
    answer = "Right, it is corrected."
    for _ in range(2):
        answer_concern(acting_person=cast.cms_analyst, concern=concern, answer=answer)
    assert Notification.objects.filter(kind="concern_answered").count() == 1
    with pytest.raises(SigningError, match="answered this a moment ago"):
        answer_concern(acting_person=cast.cms_staff, concern=concern, answer="No.")
    with pytest.raises(Refused), transaction.atomic():
        answer_concern(acting_person=cast.cms_viewer, concern=concern, answer="No.")


def test_one_aco_does_not_fill_the_queue(cast: Cast) -> None:
    own = opened(cast)
    for number in range(10):
        say_concern(
            acting_person=(cast.exec, cast.signer)[number % 2],
            aco=cast.lakeside,
            document=document(own, ("compliance", "cehrt")[number // 6]),
            text=f"{number}",
        )
    with pytest.raises(SigningError, match="messages of this ACO to answer first"):
        say_concern(
            acting_person=cast.second_signer,
            aco=cast.lakeside,
            document=document(own),
            text="And this.",
        )


def test_what_nobody_sees_is_in_neither_words_nor_answer(cast: Cast) -> None:
    own = opened(cast)
    said = {"acting_person": cast.exec, "aco": cast.lakeside, "document": document(own)}
    with pytest.raises(SigningError, match="cannot be seen"):
        say_concern(**said, text="Wrong\u202e.")  # type: ignore[arg-type]
    concern = say_concern(**said, text="Wrong.")  # type: ignore[arg-type]
    with pytest.raises(SigningError, match="cannot be seen"):
        answer_concern(acting_person=cast.cms_analyst, concern=concern, answer="Yes\u200b.")


def test_one_persons_messages_about_a_document_wait_three_at_a_time(cast: Cast) -> None:
    own = opened(cast)
    said: dict[str, Any] = {
        "acting_person": cast.exec,
        "aco": cast.lakeside,
        "document": document(own),
    }
    first = say_concern(**said, text="One is wrong.")
    say_concern(**said, text="2")
    say_concern(**said, text="3")
    with pytest.raises(SigningError, match="3 messages of yours about this document"):
        say_concern(**said, text="4")
    answer_concern(acting_person=cast.cms_staff, concern=first, answer="No.")
    assert say_concern(**said, text="one  is\r\nWRONG. ") == first, "answered, it stays one"
    say_concern(**said, text="4")


def test_of_a_closed_or_complete_event_nothing_is_said(cast: Cast) -> None:
    own = opened(cast, {"compliance": 1})
    said: dict[str, Any] = {
        "acting_person": cast.exec,
        "aco": cast.lakeside,
        "document": document(own),
    }
    sign(cast.exec, own)
    with pytest.raises(SigningError, match="are signed"):
        say_concern(**said, text="Wrong.")
    closed = opened(cast)
    close_event(acting_person=cast.cms_staff, event=closed.event)
    with pytest.raises(SigningError, match="is not open"):
        say_concern(**{**said, "document": document(closed)}, text="Wrong.")
    page = text_of(cast.browser("exec"), address(closed, name="say_concern"))
    assert "nothing can be said about its documents here" in page


@pytest.mark.rule("A19")
def test_who_has_left_the_aco_hears_no_answer(cast: Cast) -> None:
    own = opened(cast)
    concern = say_concern(
        acting_person=cast.exec, aco=cast.lakeside, document=document(own), text="Wrong."
    )
    HeldType.objects.filter(contact__person=cast.exec).update(
        ended_at=timezone.now(), end_reason="Left."
    )
    answer_concern(acting_person=cast.cms_analyst, concern=concern, answer="Right.")
    assert not Notification.objects.filter(kind="concern_answered").exists()
