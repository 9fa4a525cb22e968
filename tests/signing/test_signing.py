"""Signing a document for the ACO: by whom, with what, once (rules A15, F2, F3)."""

import io
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader

from accounts.errors import WrongCode
from accounts.models import AuthenticatorApp
from acoms.access import Refused
from acoms.text.names import UnreadableName
from contacts.models import HeldType
from notifications.models import Notification
from signing.actions import close_event, write_version
from signing.errors import SigningError
from signing.models import Signature
from signing.queries import standing_of
from signing.rules import State
from signing.storage import SIGNED
from tests.cast import Cast, make_contact
from tests.concurrency.at_once import at_once, errors, successes
from tests.signing.events import document, fresh_code, opened, read_by, sign

pytestmark = pytest.mark.rule("F3")


def end_types(person: Any, *codes: str) -> None:
    HeldType.objects.filter(contact__person=person, type__in=codes).update(
        ended_at=timezone.now(), end_reason="Left."
    )


@pytest.mark.rule("F2", "A15", "F7")
def test_one_holder_signs_an_aco_document_and_both_sides_hear_when_all_is_signed(
    cast: Cast,
) -> None:
    own = opened(cast, {"compliance": 1, "dua": 1})
    signed = sign(cast.signer, own)
    assert signed.contact_type == "authorized_to_sign_primary"
    assert signed.statement.endswith("as Authorized to Sign (primary).")
    told = Notification.objects.filter(kind="document_signed")
    assert {one.person for one in told} >= {cast.exec, cast.signer}
    assert not Notification.objects.filter(kind="signing_event_complete").exists()
    sign(cast.dua_requestor, own, "dua")
    assert standing_of(own).state is State.COMPLETE
    assert Notification.objects.filter(kind="signing_event_complete", person=cast.exec).exists()
    assert Notification.objects.filter(
        kind="signing_event_complete_for_cms", person=cast.cms_staff
    ).exists()


@pytest.mark.rule("F2", "A15")
def test_nobody_signs_what_is_not_theirs(cast: Cast) -> None:
    own = opened(cast)
    for person, kind, as_type in (
        (cast.exec, "dua", "dua_requestor"),
        (cast.dua_requestor, "compliance", "aco_executive"),
        (cast.liaison, "compliance", "aco_executive"),
        (cast.delegate, "compliance", "aco_executive"),
        (cast.security_official, "dua", "dua_requestor"),
        (cast.outsider, "compliance", "aco_executive"),
    ):
        with pytest.raises(Refused):
            sign(person, own, kind, read=read_by(person, own, kind, as_type))
    assert not Signature.objects.exists()


@pytest.mark.rule("F2")
def test_two_different_people_sign_where_cms_asks_for_two(cast: Cast) -> None:
    own = opened(cast)
    first = sign(cast.exec, own, "cehrt")
    assert sign(cast.exec, own, "cehrt") == first, "said twice, done once"
    assert not standing_of(own).documents[1].is_signed
    second = sign(cast.second_signer, own, "cehrt")
    assert (second.slot, second.read_sha256) == (2, first.read_sha256)
    assert standing_of(own).documents[1].is_signed
    with pytest.raises(SigningError, match="Nothing is left to sign"):
        sign(cast.signer, own, "cehrt")


@pytest.mark.rule("F4")
def test_the_second_signers_words_stand_in_the_pdf_and_both_names_in_the_mail(cast: Cast) -> None:
    own = opened(cast)
    sign(cast.exec, own, "cehrt")
    second = sign(cast.signer, own, "cehrt")
    with SIGNED.open(second.signed_as) as file:
        made = PdfFileReader(io.BytesIO(file.read())).embedded_signatures
    assert made[1].sig_object["/Reason"] == second.statement
    told = Notification.objects.filter(kind="document_signed", person=cast.exec).latest("pk")
    assert [one["text"] for one in told.data["quoted"]] == ["The Exec", "The Signer"]


@pytest.mark.rule("F2")
def test_one_person_under_two_addresses_is_not_two_people(cast: Cast) -> None:
    own = opened(cast)
    sign(cast.exec, own, "cehrt")
    again = make_contact(cast.lakeside, cast.outsider, ["authorized_to_sign_secondary"])
    first = cast.lakeside.contacts.get(person=cast.exec)
    type(again).objects.filter(pk=again.pk).update(one_person=first.one_person)
    with pytest.raises(SigningError, match="another person"):
        sign(cast.outsider, own, "cehrt")


def test_the_second_factor_is_given_for_each_signature(cast: Cast) -> None:
    own = opened(cast)
    with pytest.raises(WrongCode):
        sign(cast.exec, own, code="000000")
    code = fresh_code(cast.exec)
    sign(cast.exec, own, code=code)
    with pytest.raises(WrongCode):
        sign(cast.exec, own, "cehrt", code=code)
    assert Signature.objects.count() == 1


def test_the_name_is_the_signers_own_and_in_full(cast: Cast) -> None:
    own = opened(cast)
    for name in ("Somebody Else", "Exec", "The"):
        with pytest.raises(SigningError):
            sign(cast.exec, own, name=name)
    with pytest.raises(UnreadableName):
        sign(cast.exec, own, name="")
    assert sign(cast.exec, own, name="  the   EXEC ").name == "the EXEC"


@pytest.mark.rule("A9")
def test_the_name_is_the_one_that_was_proven_where_there_is_one(cast: Cast) -> None:
    own = opened(cast)
    person = cast.exec
    person.proven_first_name, person.proven_last_name = "Alexandra", "Núñez"
    person.save()
    with pytest.raises(SigningError, match="as it was proven: Alexandra Núñez"):
        sign(person, own, name=person.full_name)
    with pytest.raises(SigningError, match="as it was proven"):
        sign(person, own, name="Nunez")
    assert sign(person, own, name="Alexandra Nunez").name == "Alexandra Nunez"


def test_a_type_that_ended_between_reading_and_signing_signs_nothing(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.exec, own)
    end_types(cast.exec, "aco_executive")
    with pytest.raises(Refused):
        sign(cast.exec, own, read=read)


def test_who_signs_as_another_type_by_now_reads_the_statement_again(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.exec, own)
    make_contact(cast.lakeside, cast.exec, ["authorized_to_sign_secondary"])
    end_types(cast.exec, "aco_executive")
    with pytest.raises(SigningError, match=r"ACO Executive of this ACO no more.*secondary"):
        sign(cast.exec, own, read=read)


@pytest.mark.rule("F5")
def test_a_version_that_is_not_current_is_not_signed(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.exec, own)
    before = sign(cast.signer, own)
    write_version(
        acting_person=cast.cms_staff,
        document=document(own),
        text="We certify more.",
        reason="A sentence was missing.",
    )
    with pytest.raises(SigningError, match="has changed since you opened it"):
        sign(cast.exec, own, read=read)
    assert not standing_of(own).documents[0].is_signed
    sign(cast.exec, own)
    assert SIGNED.exists(before.signed_as), "what was signed stays"


def test_a_document_that_names_other_custodians_by_now_is_read_again(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.dua_requestor, own, "dua")
    make_contact(cast.lakeside, cast.outsider, ["dua_custodian"])
    with pytest.raises(SigningError, match="has changed since"):
        sign(cast.dua_requestor, own, "dua", read=read)


@pytest.mark.rule("F2")
def test_a_dua_without_custodians_is_not_signed(cast: Cast) -> None:
    own = opened(cast)
    HeldType.objects.filter(type="dua_custodian").update(
        ended_at=timezone.now(), end_reason="Left."
    )
    with pytest.raises(SigningError, match="Name one first"):
        sign(cast.dua_requestor, own, "dua")


def test_a_closed_event_takes_no_signature(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.exec, own)
    close_event(acting_person=cast.cms_staff, event=own.event)
    with pytest.raises(SigningError, match="closed"):
        sign(cast.exec, own, read=read)


@pytest.mark.rule("F5")
def test_a_type_that_ends_later_does_not_undo_a_signature(cast: Cast) -> None:
    own = opened(cast, {"compliance": 1})
    sign(cast.exec, own)
    end_types(cast.exec, "aco_executive")
    assert standing_of(own).state is State.COMPLETE


def test_a_signature_that_cannot_be_made_leaves_nothing(cast: Cast, monkeypatch: Any) -> None:
    own = opened(cast)

    def gone(*args: Any) -> None:
        raise OSError("no answer")

    monkeypatch.setattr("signing.seal.signing._signed", gone)
    with pytest.raises(SigningError, match="nothing was signed"):
        sign(cast.exec, own)
    assert not Signature.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_signers_at_once_make_one_signature(cast: Cast) -> None:
    own = opened(cast)
    reads = {
        person: (read_by(person, own), fresh_code(person)) for person in (cast.exec, cast.signer)
    }
    outcomes = at_once(
        *(
            lambda person=person, read=read, code=code: sign(person, own, read=read, code=code)
            for person, (read, code) in reads.items()
        )
    )
    assert len(successes(outcomes)) == 1
    assert "signed this document a moment ago" in str(errors(outcomes)[0])
    assert Signature.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_press_twice_at_once_makes_one_signature(cast: Cast) -> None:
    own = opened(cast)
    read, code = read_by(cast.exec, own), fresh_code(cast.exec)
    outcomes = at_once(*[lambda: sign(cast.exec, own, read=read, code=code)] * 2)
    assert len(successes(outcomes)) == 2, "neither press hears that the code is used"
    assert Signature.objects.count() == 1


def test_wrong_codes_are_counted_though_nothing_is_signed(cast: Cast) -> None:
    own = opened(cast)
    read = read_by(cast.exec, own)
    fresh_code(cast.exec)
    with pytest.raises(WrongCode):
        sign(cast.exec, own, read=read, code="000000")
    assert AuthenticatorApp.objects.get(user=cast.exec).throttling_failure_count == 1


def test_the_database_takes_no_signature_past_the_actions(cast: Cast) -> None:
    own = opened(cast)
    signed = sign(cast.exec, own)
    for fields in ({"person": cast.outsider}, {"version_id": signed.version_id, "slot": 2}):
        signed.pk = None
        for name, value in fields.items():
            setattr(signed, name, value)
        with pytest.raises(DatabaseError), transaction.atomic():
            signed.save(force_insert=True)
