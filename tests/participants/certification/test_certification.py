"""Certifying the participant list: by a signer, in time or late, once, and frozen (rule C2)."""

import hashlib
import json
from datetime import date, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client

from acoms.access import Refused
from contacts.attention import needing_attention
from notifications.models import Notification
from participants.certification.actions import (
    altered_lists,
    list_to_certify,
)
from participants.certification.checking import what_is_wrong
from participants.certification.due import lists_to_certify
from participants.certification.errors import CertificationError
from participants.certification.models import CertifiedList
from participants.certification.queries import acos_with_standing
from participants.certification.reminding import remind_of_certification
from participants.certification.rules import State, Step, reminder_on, state_on
from participants.lists.models import Participant, TinShown
from participants.lists.snapshot import canonical_json, sha256, take
from participants.years.models import PerformanceYear
from tests.cast import Cast, make_aco, make_participant
from tests.concurrency.at_once import at_once
from tests.participants.certification.certifying import (
    BY,
    EASTERN,
    FROM,
    PAGE,
    asked,
    certified_by,
    certify,
    kept,
    year,
)
from tests.signing.events import fresh_code

pytestmark = [pytest.mark.rule("C2"), pytest.mark.usefixtures("in_december")]


@pytest.mark.parametrize(
    ("day", "certified", "state", "step"),
    [
        (date(2026, 10, 31), False, State.NOT_OPEN, None),
        (date(2026, 11, 1), False, State.OPEN, Step.OPENED),
        (date(2026, 12, 31), False, State.OPEN, Step.OPENED),
        (date(2027, 1, 1), False, State.OPEN, Step.TWO_WEEKS),
        (date(2027, 1, 12), False, State.OPEN, Step.THREE_DAYS),
        (date(2027, 1, 15), False, State.OPEN, Step.THREE_DAYS),
        (date(2027, 1, 16), False, State.LATE, Step.LATE),
        (date(2027, 1, 16), True, State.CERTIFIED, Step.LATE),
    ],
)
def test_the_days(day: date, certified: bool, state: State, step: Step | None) -> None:
    assert state_on(day, FROM, BY, certified=certified) is state
    assert reminder_on(day, FROM, BY) is step


def test_a_signer_certifies_what_they_see_and_it_is_told(lakeside: Cast) -> None:
    browser = lakeside.browser("signer")
    page = browser.get(PAGE).content.decode()
    assert "2 participants and 1 provider/supplier" in page
    _, seen = list_to_certify(lakeside.lakeside, year())
    lakeside.exec  # noqa: B018 - another signer, who is told
    answer = browser.post(PAGE, asked(lakeside.signer, seen), follow=True)
    page = answer.content.decode()
    assert "is certified and frozen" in page
    assert "001234567" not in page
    certified = CertifiedList.objects.get()
    assert certified.sha256 in page
    assert certified.certified_by == lakeside.signer
    assert "complete and accurate" in certified.statement
    assert Notification.objects.filter(kind="list_certified", person=lakeside.exec).exists()
    assert "is certified:" in browser.get(PAGE).content.decode()
    again = browser.post(PAGE, asked(lakeside.signer, seen), follow=True).content.decode()
    assert "is certified and frozen" in again, "said twice, and done once"
    assert CertifiedList.objects.count() == 1
    exec_ = lakeside.browser("exec")
    second = exec_.post(PAGE, asked(lakeside.exec, seen)).content.decode()
    assert "is certified: The Signer, December 10, 2026" in second, "who was first, and when"
    assert "Yours was not taken: The Signer certified the list" in second


def test_the_box_has_to_be_checked(lakeside: Cast) -> None:
    _, seen = list_to_certify(lakeside.lakeside, year())
    page = lakeside.browser("signer").post(PAGE, {"seen": seen}).content.decode()
    assert "Check the box to certify the list" in page
    assert not CertifiedList.objects.exists()


@pytest.mark.rule("A15", "E1")
def test_others_read_who_signs_and_are_refused(lakeside: Cast) -> None:
    browser = lakeside.browser("liaison")
    lakeside.signer  # noqa: B018 - comes to be
    assert (
        "Only an authorized signer certifies the list: The Signer"
        in browser.get(PAGE).content.decode()
    )
    assert browser.post(PAGE, {"agreed": "on", "seen": "x"}).status_code == 403
    with pytest.raises(Refused):
        certify(lakeside, "liaison")


def test_a_list_that_changed_meanwhile_is_looked_at_again(lakeside: Cast) -> None:
    _, seen = list_to_certify(lakeside.lakeside, year())
    make_participant(lakeside.lakeside, "Fir Clinic", tin="001234569")
    with pytest.raises(CertificationError, match="changed since"):
        certify(lakeside, seen=seen)
    assert not CertifiedList.objects.exists()


def test_the_list_is_that_of_january_1(lakeside: Cast) -> None:
    make_participant(lakeside.lakeside, "Joins later", tin="001234570", since=date(2027, 1, 2))
    make_participant(lakeside.lakeside, "Joins then", tin="001234571", since=date(2027, 1, 1))
    Participant.objects.filter(legal_business_name="Oak Clinic").update(
        effective_until=date(2027, 1, 1)
    )
    names = [
        p.legal_business_name for p in list_to_certify(lakeside.lakeside, year())[0].participants
    ]
    assert names == ["Elm Clinic", "Joins then"]


def test_once_and_not_before_its_time_and_not_an_empty_list(lakeside: Cast) -> None:
    early = time_machine.travel(datetime(2026, 10, 31, 23, 59, 59, tzinfo=EASTERN))
    with early, pytest.raises(CertificationError, match="cannot be certified yet"):
        certify(lakeside)
    certify(lakeside)
    with pytest.raises(CertificationError, match="The Signer certified"):
        certify(lakeside, "exec")
    PerformanceYear.objects.create(year=2020, certify_from=FROM, certify_by=BY)
    empty = PerformanceYear.objects.get(year=2020)
    with pytest.raises(CertificationError, match="empty"):
        certified_by(lakeside.signer, lakeside.lakeside, empty)


@pytest.mark.django_db(transaction=True)
def test_two_signers_at_once_make_one_certified_list(lakeside: Cast) -> None:
    _, seen = list_to_certify(lakeside.lakeside, year())
    signer, exec_ = lakeside.signer, lakeside.exec

    def sign(person: Any) -> Any:
        code = fresh_code(person)
        return lambda: certified_by(person, lakeside.lakeside, year(), seen=seen, code=code)

    outcomes = at_once(sign(signer), sign(exec_))
    assert sum(isinstance(one, CertifiedList) for one in outcomes) == 1
    assert sum(isinstance(one, CertificationError) for one in outcomes) == 1
    assert CertifiedList.objects.count() == 1


def test_what_is_certified_stays_although_the_list_changes(lakeside: Cast) -> None:
    certified = certify(lakeside)
    Participant.objects.filter(legal_business_name="Elm Clinic").update(
        legal_business_name="Renamed"
    )
    page = lakeside.browser("it").get(f"{PAGE}2027/").content.decode()
    assert "Elm Clinic" in page
    assert "Unchanged" in page
    for write in (
        lambda: CertifiedList.objects.update(participants=9),
        lambda: certified.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            write()


def test_a_list_that_was_altered_behind_our_back_is_found(
    lakeside: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    certified = certify(lakeside)
    call_command("verify_certified_lists")
    assert "1 certified lists are as" in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE participants_certification_certifiedlist SET sha256 = repeat('0', 64)"
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert [one.pk for one, _ in altered_lists()] == [certified.pk]
    with pytest.raises(CommandError, match=f"1 of 1 .* the first is number {certified.pk}"):
        call_command("verify_certified_lists")
    page = lakeside.browser("it").get(f"{PAGE}2027/").content.decode()
    assert "This is not what was certified." in page


@pytest.mark.parametrize(
    ("alter", "wrong"),
    [
        ("certified_at = certified_at + interval '1 microsecond'", "otherwise when."),
        ("certified_by_id = (SELECT id FROM accounts_person WHERE user_id = 'the_exec')", "who"),
        ("statement = statement || '.'", "in which words"),
        ("performance_year_id = 2028", "for which year"),
        ("participants = participants + 1", "how many it lists"),
        ("providers = providers + 1", "how many it lists"),
        ("aco_id = (SELECT id FROM contacts_aco WHERE aco_id = 'A9102')", "for which ACO"),
    ],
)
def test_a_record_altered_beside_its_list_is_found(
    lakeside: Cast, alter: str, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hash covers who, when and the words: who changes the record alone is found out."""
    lakeside.exec, make_aco("A9102", "Harbor")
    certified = certify(lakeside)
    PerformanceYear.objects.create(year=2028, certify_from=FROM, certify_by=BY)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(f"UPDATE participants_certification_certifiedlist SET {alter}")  # noqa: S608
        cursor.execute("SET LOCAL session_replication_role = origin")
    with pytest.raises(CommandError, match=f"the first is number {certified.pk}"):
        call_command("verify_certified_lists")
    assert wrong in capsys.readouterr().err


def test_a_list_of_the_first_form_is_checked_by_its_hash_alone(lakeside: Cast) -> None:
    content = canonical_json(take(lakeside.lakeside, date(2027, 1, 1)))
    content = content.replace('"form":2', '"form":1')
    CertifiedList.objects.create(
        aco=lakeside.lakeside,
        performance_year=year(),
        certified_by=lakeside.signer,
        statement="As it was said then.",
        participants=2,
        providers=1,
        content=content,
        sha256=sha256(content),
        **kept(),
    )
    assert not what_is_wrong(CertifiedList.objects.get())
    page = lakeside.browser("it").get(f"{PAGE}2027/").content.decode()
    assert "The list below has this hash." in page


@pytest.mark.rule("E5")
def test_the_file_has_the_hash_and_taking_it_is_recorded(lakeside: Cast) -> None:
    certified = certify(lakeside)
    url = f"{PAGE}2027/list.json"
    assert lakeside.browser("it").post(url).status_code == 403
    assert lakeside.browser("exec").get(url).status_code == 405
    answer = lakeside.browser("exec").post(url)
    assert hashlib.sha256(answer.content).hexdigest() == certified.sha256
    said = json.loads(answer.content)["certification"]
    assert (said["by"], said["user_id"]) == ("The Signer", "the_signer")
    assert datetime.fromisoformat(said["at"]) == certified.certified_at
    assert said["statement"] == certified.statement
    told = Notification.objects.get(kind="list_certified", person=lakeside.signer)
    assert told.data["sha256"] == certified.sha256
    assert json.loads(answer.content)["participants"][0]["tin"] == "001234567"
    assert TinShown.objects.get().of == "All 2 TINs of the list certified for 2027"
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM participants_certification_certifiedlist")
        assert "001234567" not in cursor.fetchone()[0]


@pytest.mark.rule("E1")
def test_another_acos_record_is_not_there(lakeside: Cast) -> None:
    certify(lakeside)
    make_aco("A9102", "Other")
    assert lakeside.browser("outsider").get(f"{PAGE}2027/").status_code == 404
    assert lakeside.browser("exec").get(f"{PAGE}2026/").status_code == 404


def test_the_page_without_a_year_says_so(cast: Cast) -> None:
    assert "has not said yet" in cast.browser("it").get(PAGE).content.decode()


def test_each_reminder_goes_once_to_administrators_and_signers(lakeside: Cast) -> None:
    lakeside.exec, lakeside.liaison, lakeside.it  # noqa: B018 - come to be
    assert remind_of_certification() == 1
    assert remind_of_certification() == 0
    told = Notification.objects.filter(kind="list_not_certified")
    assert {one.person for one in told} == {lakeside.exec, lakeside.liaison}
    assert remind_of_certification(date(2027, 1, 16)) == 1
    certify(lakeside)
    assert remind_of_certification(date(2027, 1, 12)) == 0


def test_it_stands_on_the_dashboard_until_it_is_done(lakeside: Cast) -> None:
    (item,) = lists_to_certify([lakeside.lakeside])
    assert item.due == BY
    certify(lakeside)
    assert not list(lists_to_certify([lakeside.lakeside]))
    assert needing_attention([]) == []


def test_cms_staff_see_who_has_not(lakeside: Cast) -> None:
    make_aco("A9102", "No list yet")
    staff = lakeside.browser("cms_viewer")
    url = "/admin/participants_certification/acocertification/"
    assert "Not certified" in staff.get(url).content.decode()
    certify(lakeside)
    assert "The Signer, Dec 10, 2026" in staff.get(url).content.decode()
    for chosen, there in (("yes", True), ("no", False), ("none", False)):
        page = staff.get(url, {"certified": chosen}).content.decode()
        assert ("Lakeside" in page.split("result_list")[-1]) is there
    assert_same_queries(staff, url)


@pytest.mark.rule("C8", "E5")
def test_cms_staff_take_the_certified_list_which_is_recorded(lakeside: Cast) -> None:
    page = f"/admin/participants_certification/acocertification/{lakeside.lakeside.pk}/"
    analyst = lakeside.browser("cms_analyst")
    assert "Download the" not in analyst.get(f"{page}change/").content.decode()
    certified = certify(lakeside)
    shown = analyst.get(f"{page}change/").content.decode()
    assert "Certification for 2027" in shown
    assert "Unchanged: the list that is kept has this hash." in shown
    assert "Download the certified list" in shown
    assert analyst.get(f"{page}2027/list.json").status_code == 302
    answer = analyst.post(f"{page}2027/list.json")
    assert hashlib.sha256(answer.content).hexdigest() == certified.sha256
    tins = {one["tin"] for one in json.loads(answer.content)["participants"]}
    assert tins == {"001234567", "001234568"}
    assert TinShown.objects.get().person == lakeside.cms_analyst
    assert analyst.post(f"{page}2026/list.json").status_code == 404
    viewer = lakeside.browser("cms_viewer")
    assert "Download the certified" not in viewer.get(f"{page}change/").content.decode()
    assert viewer.post(f"{page}2027/list.json").status_code == 403


def assert_same_queries(staff: Client, url: str) -> None:
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        staff.get(url)
    for n in range(30):
        make_aco(f"A8{n:03}", f"ACO {n}")
    with CaptureQueriesContext(connection) as many:
        staff.get(url)
    assert len(many) == len(few)


@pytest.mark.rule("C2", "C9")
def test_in_the_year_of_its_agreement_the_list_of_the_first_day_is_certified(
    lakeside: Cast,
) -> None:
    """An agreement that begins on July 1: whoever joins that day is on the certified list."""
    aco = lakeside.lakeside
    aco.agreement_start_date = date(2027, 7, 1)
    aco.initial_start_date = date(2027, 7, 1)
    aco.save()
    make_participant(aco, "Begins with it", tin="001234571", since=date(2027, 7, 1))
    snapshot, seen = list_to_certify(aco, year())
    assert "Begins with it" in [one.legal_business_name for one in snapshot.participants]
    with time_machine.travel(datetime(2027, 6, 20, 12, tzinfo=EASTERN), tick=False):
        assert remind_of_certification() == 1
        (item,) = lists_to_certify([aco])
        assert item.due == date(2027, 7, 1)
        page = lakeside.browser("signer").get(PAGE).content.decode()
        assert "July 1, 2027 (11 days left)" in page
        assert "on July 1, 2027. <a" in page
        row: Any = acos_with_standing(year()).get(pk=aco.pk)
        assert row.certify_by == date(2027, 7, 1)
        certified_by(lakeside.signer, aco, year(), seen=seen)
    assert not list(lists_to_certify([aco]))
