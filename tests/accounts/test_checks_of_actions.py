"""What the actions on accounts ask past every page: each fails where it is left out."""

import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts.actions import (
    answer_questions,
    begin_proofing,
    begin_sign_in,
    change_password,
    enter_with_code,
    finish_sign_in,
    mark_recovery_codes_saved,
    merge_people,
    record_manual_proofing,
    record_no_file,
    remove_second_factor,
    replace_authenticator,
    save_codes_and_enter,
    set_up_authenticator,
    verify_second_factor,
)
from accounts.actions.sign_ins import codes_of_sign_in
from accounts.authenticator import new_key
from accounts.errors import (
    FreshCodeNeeded,
    QuestionsUsedUp,
    SignInEnded,
    WrongCode,
)
from accounts.models import AuthenticatorApp, OpenSession, Person, ProofingAttempt, RecoveryCodes
from accounts.proofing.bureau import Details, Outcome, Questionnaire
from accounts.session_engine import names_of
from accounts.signing_in import At, SignIn
from acoms.text.names import Name
from tests.accounts.door import NEW
from tests.cast import make_person
from tests.signing_in import authenticator_code, code_for_key, give_second_factor, sign_in

pytestmark = [pytest.mark.rule("A9"), pytest.mark.django_db]


@pytest.fixture
def other(db: None) -> Person:
    """Somebody else, with an app and saved codes of their own."""
    person = make_person("olga.other")
    give_second_factor(person)
    return person


@pytest.fixture
def staff(db: None) -> Person:
    return make_person("sid.staff", staff_role="administrator")


def standing(person: Person, at: At, **carried: Any) -> SignIn:
    person.refresh_from_db()
    return SignIn(at=at, epoch=person.sign_in_epoch, key=new_key(), **carried)


def has_all(person: Person) -> bool:
    apps, codes = (model.objects.filter(user=person) for model in (AuthenticatorApp, RecoveryCodes))
    return bool(apps.exists() and codes.exists())


def replace_app(person: Person, key: str) -> AuthenticatorApp:
    return replace_authenticator(
        acting_person=person,
        key=key,
        confirmed_at=time.time(),
        code=code_for_key(key),
        session_key="",
    )


class TestNobodyElsesFactor:
    """is asked, counted, replaced or taken away."""

    def test_replaces_an_app_or_goes_with_it(self, regular: Person, other: Person) -> None:
        theirs = AuthenticatorApp.objects.get(user=other).pk
        key = new_key()
        replace_app(regular, key)
        assert AuthenticatorApp.objects.get(user=regular).key == key
        assert AuthenticatorApp.objects.get(user=other).pk == theirs
        AuthenticatorApp.objects.filter(user=regular).delete()
        regular.refresh_from_db()
        with pytest.raises(FreshCodeNeeded):
            replace_app(regular, new_key())

    def test_goes_with_one_that_is_removed_or_merged(
        self, regular: Person, other: Person, staff: Person
    ) -> None:
        remove_second_factor(acting_person=staff, person=regular, reason="Phone lost")
        assert not has_all(regular)
        assert has_all(other)
        gone = make_person("rita.regular2")
        give_second_factor(gone)
        give_second_factor(regular)
        merge_people(acting_person=staff, kept=regular, gone=gone, reason="One person")
        assert has_all(regular)
        assert has_all(other)
        assert not RecoveryCodes.objects.filter(user=gone).exists()

    def test_counts_as_ones_own(self, newcomer: Person, other: Person, staff: Person) -> None:
        sign_in = begin_sign_in(acting_person=newcomer, by_mailed_link=False)
        assert sign_in.at is At.IDENTITY
        Person.objects.filter(pk=newcomer.pk).update(proofed_at=timezone.now())
        newcomer.refresh_from_db()
        assert begin_sign_in(acting_person=newcomer, by_mailed_link=False).at is At.IDENTITY
        record_manual_proofing(acting_person=staff, person=newcomer, reference="H1", reason="Met")
        newcomer.refresh_from_db()
        assert newcomer.proven_elsewhere, "the mailed link leads on, as nobody has an app yet"
        at_set_up = standing(newcomer, At.SET_UP)
        code = code_for_key(at_set_up.key)
        done = set_up_authenticator(acting_person=newcomer, sign_in=at_set_up, code=code)
        assert done.at is At.RECOVERY_CODES

    def test_brings_codes_that_are_saved(self, regular: Person, other: Person) -> None:
        RecoveryCodes.objects.filter(user=regular).update(saved_at=None)
        at_code = standing(regular, At.CODE)
        done = enter_with_code(
            acting_person=regular, sign_in=at_code, typed=authenticator_code(regular)
        )
        assert done.at is At.RECOVERY_CODES

    def test_opens_a_session(self, regular: Person, other: Person) -> None:
        app = AuthenticatorApp.objects.get(user=other)
        for device in (app.persistent_id, "", "accounts.authenticatorapp/0"):
            with pytest.raises(SignInEnded):
                finish_sign_in(
                    acting_person=regular, sign_in=standing(regular, At.IN, device=device)
                )

    def test_is_saved_or_shown(self, regular: Person, other: Person) -> None:
        RecoveryCodes.objects.update(saved_at=None)
        RecoveryCodes.objects.filter(user=other).update(generation=7)
        sign_in = standing(regular, At.RECOVERY_CODES, codes=7)
        for step in (
            lambda: codes_of_sign_in(regular, sign_in),
            lambda: save_codes_and_enter(acting_person=regular, sign_in=sign_in),
        ):
            with pytest.raises(SignInEnded):
                step()
        assert mark_recovery_codes_saved(acting_person=regular, generation=1)
        assert RecoveryCodes.objects.get(user=other).saved_at is None
        first = RecoveryCodes.objects.get(user=regular).saved_at
        assert mark_recovery_codes_saved(acting_person=regular, generation=1), "said twice"
        assert RecoveryCodes.objects.get(user=regular).saved_at == first, "and done once"
        assert not mark_recovery_codes_saved(acting_person=other, generation=1), "not of before"
        with pytest.raises(SignInEnded):
            codes_of_sign_in(regular, standing(regular, At.RECOVERY_CODES, codes=1))


def test_a_session_of_before_replaces_no_app(regular: Person) -> None:
    stale = Person.objects.get(pk=regular.pk)
    change_password(person=regular, password=NEW)
    with pytest.raises(FreshCodeNeeded):
        replace_app(stale, new_key())


def test_who_has_no_recovery_codes_or_unconfirmed_ones_gets_in_by_none(regular: Person) -> None:
    codes = RecoveryCodes.objects.get(user=regular)
    RecoveryCodes.objects.update(confirmed=False)
    with pytest.raises(WrongCode):
        verify_second_factor(acting_person=regular, typed=codes.codes[0])
    RecoveryCodes.objects.all().delete()
    with pytest.raises(WrongCode):
        verify_second_factor(acting_person=regular, typed=codes.codes[0])


def test_nobody_begins_ends_or_goes_on_with_an_account_that_is_closed_or_not_proven(
    regular: Person,
) -> None:
    app = AuthenticatorApp.objects.get(user=regular)
    Person.objects.filter(pk=regular.pk).update(proofed_at=None)
    with pytest.raises(SignInEnded):
        finish_sign_in(
            acting_person=regular,
            sign_in=standing(regular, At.IN, device=app.persistent_id),
        )
    Person.objects.filter(pk=regular.pk).update(is_active=False)
    regular.refresh_from_db()
    with pytest.raises(SignInEnded):
        begin_sign_in(acting_person=regular, by_mailed_link=False)
    with pytest.raises(SignInEnded):
        enter_with_code(
            acting_person=regular,
            sign_in=standing(regular, At.CODE),
            typed=authenticator_code(regular),
        )


@pytest.mark.rule("D10")
def test_a_new_password_ends_ones_other_sessions_and_nobody_elses(
    client: Client, regular: Person, other: Person
) -> None:
    sign_in(client, regular)
    sign_in(Client(), regular)
    sign_in(Client(), other)
    key = str(client.session.session_key)
    change_password(person=regular, password=NEW, session_key=key)
    assert OpenSession.objects.get(person=regular).stored_as == names_of(key)[0]
    assert OpenSession.objects.filter(person=other).count() == 1


class TestProofing:
    class Bureau:
        """Says yes, and has `meanwhile` done before it does."""

        def __init__(self, meanwhile: Any = lambda: None) -> None:
            self.meanwhile = meanwhile

        def open_questionnaire(self, details: Details) -> Questionnaire:
            raise NotImplementedError

        def answer(self, reference: str, answers: list[int]) -> Outcome:
            self.meanwhile()
            return Outcome(passed=True)

    def prove(self, person: Person, attempt: ProofingAttempt, meanwhile: Any = lambda: None) -> Any:
        return answer_questions(
            acting_person=person,
            sign_in=standing(person, At.IDENTITY, attempts=(attempt.pk,)),
            attempt_id=attempt.pk,
            bureau=self.Bureau(meanwhile),
            bureau_reference="B1",
            answers=[0] * 5,
            name=Name("Nora", "New"),
        )

    def test_questions_are_answered_once_also_while_the_bureau_thinks(
        self, newcomer: Person
    ) -> None:
        attempt = begin_proofing(acting_person=newcomer)
        refused = []

        def again() -> None:
            with pytest.raises(QuestionsUsedUp):
                self.prove(newcomer, attempt)
            refused.append(True)

        self.prove(newcomer, attempt, again)
        assert refused
        newcomer.refresh_from_db()
        assert newcomer.proofed_at is not None

    def test_of_an_attempt_that_ended_prove_nothing(self, newcomer: Person) -> None:
        attempt = begin_proofing(acting_person=newcomer)
        record_no_file(attempt=attempt)
        with pytest.raises(QuestionsUsedUp):
            self.prove(newcomer, attempt)

    def test_are_not_taken_once_they_are_old(self, newcomer: Person) -> None:
        attempt = begin_proofing(acting_person=newcomer)
        end = attempt.started_at + ProofingAttempt.QUESTIONS_LAST
        with time_machine.travel(end, tick=False), pytest.raises(QuestionsUsedUp):
            self.prove(newcomer, attempt)
        with time_machine.travel(end - timedelta(seconds=1), tick=False):
            self.prove(newcomer, attempt)
        newcomer.refresh_from_db()
        assert newcomer.proofed_at is not None
