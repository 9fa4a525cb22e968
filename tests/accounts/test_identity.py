"""Remote identity proofing against the sandbox bureau."""

import re
import threading
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.actions import begin_proofing, record_manual_proofing, record_outage
from accounts.errors import ReasonMissing, TooManyProofingAttempts
from accounts.models import Person, ProofingAttempt
from tests.accounts.door import (
    IDENTITY,
    PASSWORD,
    SET_UP,
    answer,
    answers,
    ask_for_link,
    give_identity,
    give_password,
    history_of,
    is_signed_in,
    set_by_link,
    set_up_factor,
)
from tests.cast import make_person

Outcome = ProofingAttempt.Outcome
OTHER = f"{PASSWORD}-2"


@pytest.fixture
def at_identity(client: Client, newcomer: Person) -> Client:
    give_password(client, newcomer)
    return client


def outcomes(person: Person) -> list[str]:
    return list(person.proofing_attempts.order_by("started_at").values_list("outcome", flat=True))


def test_who_reads_spanish_hears_before_that_the_bureau_asks_in_english(
    at_identity: Client,
) -> None:
    said = "la agencia hace sus cinco preguntas solo en inglés"
    url = reverse("account_proofing")
    assert said not in at_identity.get(url).content.decode()
    at_identity.cookies[settings.LANGUAGE_COOKIE_NAME] = "es"
    assert said in at_identity.get(url).content.decode()
    asked = give_identity(at_identity).content.decode()
    assert '<span lang="en">3. In which year were you born?</span>' in asked
    assert '<span lang="en">None of the above</span>' in asked


@pytest.mark.rule("A9")
@pytest.mark.parametrize(("right", "passes"), [(5, True), (4, True), (3, False), (0, False)])
def test_four_right_answers_of_five_prove_an_identity(
    at_identity: Client, newcomer: Person, right: int, passes: bool
) -> None:
    page = give_identity(at_identity)
    assert len(page.context["form"].visible_fields()) == 5
    response = answer(at_identity, page, right)
    newcomer.refresh_from_db()
    assert (newcomer.proofed_at is not None) is passes
    assert outcomes(newcomer) == [Outcome.PASSED if passes else Outcome.FAILED]
    assert response["Location"] == (SET_UP if passes else "/account/identity/")
    # The name that was proven is kept, and what was not proven is not.
    assert newcomer.proven_name.full == ("Nora Newcomer" if passes else "")
    if passes:
        assert newcomer.proofing_attempts.get().reference in newcomer.proofed_by


def test_after_a_failure_the_reference_number_is_told(
    at_identity: Client, newcomer: Person
) -> None:
    answer(at_identity, give_identity(at_identity), right=1)
    page = at_identity.get("/account/identity/").content.decode()
    assert newcomer.proofing_attempts.get().reference in page
    assert "4 of them left" in page


@pytest.mark.rule("A9")
def test_the_sixth_attempt_in_six_hours_is_refused(at_identity: Client, newcomer: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        give_password(at_identity, newcomer)
        for _ in range(5):
            answer(at_identity, give_identity(at_identity), right=0)
        refused = give_identity(at_identity)
        assert len(outcomes(newcomer)) == 5
        text = refused.content.decode()
        references = newcomer.proofing_attempts.values_list("reference", flat=True)
        assert any(one in text for one in references), "all of one moment: none is the latest"
        assert "Helpdesk" in text
        assert "1 p.m. Eastern" in text
        assert at_identity.get("/account/identity/").templates[0].name == (
            "accounts/identity_limit.html"
        )

        clock.shift(timedelta(hours=6) - timedelta(seconds=1))
        give_password(at_identity, newcomer)
        give_identity(at_identity)
        assert len(outcomes(newcomer)) == 5
        clock.shift(1)
        give_identity(at_identity)
        assert len(outcomes(newcomer)) == 6


def test_an_outage_does_not_count(at_identity: Client, newcomer: Person) -> None:
    page = give_identity(at_identity, last_name="Outage")
    assert page.status_code == 503
    text = page.content.decode()
    assert "does not count" in text
    assert 'value="12 Quiet Water Way"' in text
    assert outcomes(newcomer) == [Outcome.UNAVAILABLE]
    for _ in range(6):
        give_identity(at_identity, last_name="OUTAGE ")
    assert give_identity(at_identity).status_code == 200
    assert outcomes(newcomer)[-1] == Outcome.OPEN


def test_an_outage_between_questions_and_answers_does_not_count(
    at_identity: Client, newcomer: Person
) -> None:
    questions = give_identity(at_identity, last_name="Midway")
    assert answer(at_identity, questions)["Location"] == "/account/identity/"
    assert outcomes(newcomer) == [Outcome.UNAVAILABLE]
    assert "does not count" in at_identity.get("/account/identity/").content.decode()
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is None


def test_someone_without_a_file_is_told_what_to_do(at_identity: Client, newcomer: Person) -> None:
    page = give_identity(at_identity, last_name="Nofile").content.decode()
    assert outcomes(newcomer) == [Outcome.NO_FILE]
    assert newcomer.proofing_attempts.get().reference in page


def test_questions_can_be_answered_once(at_identity: Client, newcomer: Person) -> None:
    page = give_identity(at_identity)
    answer(at_identity, page, right=3)
    again = at_identity.post("/account/identity/questions/", answers(page), follow=True)
    assert "have been answered" in again.content.decode()
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is None


@pytest.mark.rule("A9")
def test_who_opens_the_page_again_finds_the_questions_in_this_sign_in_alone(
    at_identity: Client, newcomer: Person
) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        give_password(at_identity, newcomer)
        give_identity(at_identity)
        again = at_identity.get("/account/identity/")
        assert "question_5" in again.context["form"].fields
        details = at_identity.get("/account/identity/?details").context["form"]
        assert "ssn" in details.fields
        elsewhere = Client()
        give_password(elsewhere, newcomer)
        assert "ssn" in elsewhere.get("/account/identity/").context["form"].fields
        assert outcomes(newcomer) == [Outcome.OPEN]
        assert answer(at_identity, again, right=3)["Location"] == "/account/identity/"
        assert "ssn" in at_identity.get("/account/identity/").context["form"].fields
        give_identity(at_identity)
        clock.shift(15 * 60 + 1)
        assert "ssn" in at_identity.get("/account/identity/").context["form"].fields


def test_questions_are_too_old_after_15_minutes(at_identity: Client, newcomer: Person) -> None:
    with time_machine.travel("2026-03-01 12:00Z", tick=False) as clock:
        give_password(at_identity, newcomer)
        page = give_identity(at_identity)
        clock.shift(15 * 60 + 1)
        answer(at_identity, page)
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is None


def test_another_persons_questions_prove_nothing(at_identity: Client, newcomer: Person) -> None:
    page = give_identity(at_identity)
    other = make_person("oscar.other", proofed_at=None)
    other.set_password("Correct-Horse-7-Battery")
    other.save()
    thief = Client()
    give_password(thief, other)
    answer(thief, page)
    other.refresh_from_db()
    assert other.proofed_at is None
    assert outcomes(newcomer) == [Outcome.OPEN]


def test_a_missing_answer_shows_the_questions_again_at_no_cost(
    at_identity: Client, newcomer: Person
) -> None:
    page = give_identity(at_identity)
    data = answers(page)
    del data["question_3"]
    again = at_identity.post("/account/identity/questions/", data)
    assert again.status_code == 200
    assert "question_3" in again.context["form"].errors
    assert [q.label for q in again.context["form"]] == [q.label for q in page.context["form"]]
    assert outcomes(newcomer) == [Outcome.OPEN]
    at_identity.post("/account/identity/questions/", answers(page))
    newcomer.refresh_from_db()
    assert newcomer.proofed_at is not None


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("ssn", "000-12-3456"),
        ("ssn", "12345"),
        ("birth_date", "31/12/1979"),
        ("birth_date", "04/28/2979"),
        ("zip_code", "454"),
        ("phone", "555-0142"),
        ("state", ""),
        ("street", ""),
    ],
)
def test_mistyped_details_are_said_and_cost_no_attempt(
    at_identity: Client, newcomer: Person, field: str, typed: str
) -> None:
    page = give_identity(at_identity, **{field: typed})
    assert field in page.context["form"].errors
    assert outcomes(newcomer) == []


@pytest.mark.rule("E5")
def test_the_social_security_number_is_never_shown_again(at_identity: Client) -> None:
    page = give_identity(at_identity, zip_code="1").content.decode()
    assert IDENTITY["ssn"] not in page
    assert 'value="12 Quiet Water Way"' in page
    ssn = next(tag for tag in re.findall("<input[^>]*>", page) if 'name="ssn"' in tag)
    assert 'autocomplete="off"' in ssn


def test_a_browser_may_fill_in_each_field_of_the_identity_form_but_the_number(
    at_identity: Client,
) -> None:
    form = at_identity.get(reverse("account_proofing")).context["form"]
    purposes = {name: form[name].field.widget.attrs["autocomplete"] for name in form.fields}
    assert [name for name, purpose in purposes.items() if purpose == "off"] == ["ssn"]
    assert len(set(purposes.values())) == len(form.fields)


@pytest.mark.django_db(transaction=True)
def test_attempts_at_once_are_counted_one_by_one(newcomer: Person) -> None:
    results: list[object] = []

    def begin() -> None:
        try:
            results.append(begin_proofing(acting_person=newcomer))
        except TooManyProofingAttempts as refused:
            results.append(refused)
        finally:
            connection.close()

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(result, ProofingAttempt) for result in results) == 5
    assert newcomer.proofing_attempts.count() == 5


def test_an_attempt_that_met_an_outage_leaves_room(newcomer: Person) -> None:
    for _ in range(4):
        begin_proofing(acting_person=newcomer)
    record_outage(attempt=begin_proofing(acting_person=newcomer))
    begin_proofing(acting_person=newcomer)
    with pytest.raises(TooManyProofingAttempts):
        begin_proofing(acting_person=newcomer)


def test_staff_record_what_the_helpdesk_has_proven(client: Client, newcomer: Person) -> None:
    staff = make_person("sam.staff", staff_role="analyst")
    with pytest.raises(ReasonMissing):
        record_manual_proofing(acting_person=staff, person=newcomer, reference="HD-77", reason="  ")
    record_manual_proofing(
        acting_person=staff, person=newcomer, reference="HD-77", reason="Passport seen by video"
    )
    newcomer.refresh_from_db()
    assert newcomer.proofed_by == f"By hand, {staff.full_name}, reference HD-77"
    assert not newcomer.proven_name.parts
    context = history_of(newcomer).last().pgh_context.metadata
    assert context["reason"] == "Passport seen by video"
    assert context["acting_person"] == staff.pk


@pytest.mark.rule("A9")
def test_a_proof_by_the_helpdesk_counts_for_the_sign_in_after_the_mailed_link(
    client: Client, newcomer: Person
) -> None:
    """And for none that was begun with the password alone."""
    staff = make_person("sam.staff", staff_role="analyst")
    record_manual_proofing(
        acting_person=staff, person=newcomer, reference="HD-7", reason="Passport"
    )
    stranger = Client()
    assert give_password(stranger, newcomer)["Location"] == "/account/identity/"
    assert "set a new password by e-mail" in stranger.get("/account/identity/").content.decode()
    set_by_link(client, ask_for_link(client, newcomer.email), OTHER)
    assert "was changed" in stranger.get("/account/sign-in/", follow=True).content.decode()
    assert give_password(client, newcomer, password=OTHER)["Location"] == SET_UP
    elsewhere = Client()
    assert give_password(elsewhere, newcomer, password=OTHER)["Location"] == "/account/identity/"
    set_up_factor(client)
    assert is_signed_in(client)
    newcomer.refresh_from_db()
    assert not newcomer.proven_elsewhere
