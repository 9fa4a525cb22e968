"""A document that names the DUA Custodians, in an ACO that has none: everybody sees why (F2)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contacts.attention import needing_attention, needing_attention_by_right
from contacts.models import Aco, HeldType
from contacts.queries import acos_of_person, with_filled_types
from notifications.models import Notification
from signing.actions import open_event
from signing.models import AcoEvent
from signing.reminding import remind_of_signing
from tests.cast import Cast, make_contact
from tests.signing.events import opened, sign, written
from tests.signing.test_pages import PAGE, address, text_of

pytestmark = pytest.mark.rule("F2", "F7")

CANNOT = "nobody is DUA Custodian"


def without_custodian(cast: Cast, needed: dict[str, int]) -> AcoEvent:
    own = opened(cast, needed, due_in=10)
    custodians = HeldType.objects.filter(type="dua_custodian")
    custodians.update(ended_at=timezone.now(), end_reason="Left.")
    return own


@pytest.mark.parametrize("role", ["dua_requestor", "exec", "liaison", "qpp_staff", "delegate"])
def test_the_event_and_the_document_say_it_to_everybody(cast: Cast, role: str) -> None:
    own = without_custodian(cast, {"dua": 1})
    browser = cast.browser(role)
    page = text_of(browser, PAGE)
    assert CANNOT in page
    assert "Read and sign" not in page
    reads = text_of(browser, address(own, "dua"))
    assert CANNOT in reads
    assert "Your full name" not in reads
    to_add = "contacts/add/?types=dua_custodian"
    assert (to_add in page) is (to_add in reads) is (role in ("exec", "liaison"))


def test_add_new_contact_has_the_type_chosen(cast: Cast) -> None:
    page = text_of(cast.browser("liaison"), "/acos/A9101/contacts/add/?types=dua_custodian,x")
    assert page.count(" checked") == 1
    assert 'value="dua_custodian"' in page.partition(" checked")[0][-400:]
    page = text_of(cast.browser("liaison"), "/acos/A9101/contacts/add/?types=credential_delegate")
    assert " checked" not in page, "which they may not give"


def test_administrators_are_asked_for_one_and_the_requestor_for_nothing(cast: Cast) -> None:
    own = without_custodian(cast, {"dua": 1})

    def of_requestor() -> list[str]:
        acos = list(acos_of_person(cast.dua_requestor.pk))
        return [item.text for item in needing_attention_by_right(acos)]

    [aco] = with_filled_types(Aco.objects.filter(pk=cast.lakeside.pk))
    [item] = [one for one in needing_attention([aco]) if CANNOT in one.text]
    assert item.place == "A9101"
    assert item.url.endswith("?types=dua_custodian")
    assert of_requestor() == []
    make_contact(cast.lakeside, cast.outsider, ["dua_custodian"])
    [aco] = with_filled_types(Aco.objects.filter(pk=cast.lakeside.pk))
    assert not [one for one in needing_attention([aco]) if CANNOT in one.text]
    assert of_requestor()[0].startswith("Sign 1 document")
    sign(cast.dua_requestor, own, "dua")


def test_reminders_tell_administrators_why_and_the_requestor_nothing(cast: Cast) -> None:
    without_custodian(cast, {"dua": 1})
    remind_of_signing(timezone.localdate() + timedelta(days=3))
    told = Notification.objects.filter(kind="signing_reminder")
    assert not told.filter(person=cast.dua_requestor).exists()
    said = told.get(person=cast.exec).data["said"]
    assert "Cannot be signed yet: Data Use Agreement (DUA), as nobody is DUA Custodian." in said


def test_cms_sees_the_aco_among_those_that_lack_somebody(cast: Cast) -> None:
    own = without_custodian(cast, {"compliance": 1, "dua": 1})
    staff = cast.browser("cms_staff")
    page = text_of(staff, "/admin/signing/acoevent/?state=custodian")
    assert "Open, nobody is DUA Custodian" in page
    page = text_of(staff, f"/admin/signing/acoevent/{own.pk}/change/")
    assert "cannot be signed yet: nobody is DUA Custodian" in page
    assert "not signed, waits for The Exec" in " ".join(page.split())
    page = text_of(staff, f"/admin/signing/signingevent/{own.event_id}/change/")
    assert "Lakeside Care Partners ACO (A9101): DUA Custodian" in page
    assert "administrators are told" in page
    make_contact(cast.lakeside, cast.outsider, ["dua_custodian"])
    sign(cast.dua_requestor, own, "dua")
    HeldType.objects.filter(type="dua_custodian").update(
        ended_at=timezone.now(), end_reason="Left."
    )
    assert CANNOT not in text_of(cast.browser("exec"), PAGE), "what is signed stays signed"
    page = text_of(staff, "/admin/signing/acoevent/?state=custodian")
    assert "Lakeside" not in page


@pytest.mark.rule("F1", "A15")
def test_a_draft_says_that_administrators_will_be_told(cast: Cast) -> None:
    cast.exec  # noqa: B018
    event = written(cast)
    page = text_of(cast.browser("cms_staff"), f"/admin/signing/signingevent/{event.pk}/change/")
    assert "administrators will be told when you open it" in page
    assert "administrators are told" not in page


@pytest.mark.rule("F1", "A15")
def test_an_event_that_waits_leads_to_inviting_and_is_read_in_advance(cast: Cast) -> None:
    for role in ("exec", "signer", "second_signer"):
        getattr(cast, role)
    event = written(cast)
    open_event(acting_person=cast.cms_staff, event=event)
    own = AcoEvent.objects.select_related("event", "aco").get(event=event)
    browser = cast.browser("exec")
    page = text_of(browser, PAGE)
    assert 'href="/acos/A9101/contacts/add/?types=dua_requestor"' in page
    assert "contacts/add/" not in text_of(cast.browser("qpp_staff"), PAGE)
    reads = text_of(browser, address(own))
    assert "certifies to the Centers" in reads
    assert "Your full name" not in reads
    assert "Something is wrong with this document" not in reads


def test_cms_words(cast: Cast) -> None:
    own = opened(cast)
    staff = cast.browser("cms_staff")
    page = text_of(staff, f"/admin/signing/acoevent/{own.pk}/change/")
    assert "ACO ID" in page
    assert "Aco id" not in page
    assert f"{own.event.due_on:%Y-%m-%d}" not in page
    assert f"{own.event.due_on:%B} {own.event.due_on.day}, {own.event.due_on.year}" in page
    assert "What signers say is wrong" in text_of(staff, "/admin/signing/concern/")
