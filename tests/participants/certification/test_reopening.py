"""A certified list that CMS re-opens, and the one that takes its place (rules C2, C9)."""

import hashlib
from datetime import date, datetime
from functools import partial

import pytest
import time_machine
from django.db import DatabaseError, transaction

from acoms.access import Refused
from notifications.models import Notification
from participants.certification.actions import (
    altered_lists,
    list_to_certify,
    reopen_certification,
)
from participants.certification.due import lists_to_certify
from participants.certification.errors import CertificationError
from participants.certification.models import CertificationReopening, CertifiedList
from participants.lists.models import Participant
from tests.cast import Cast, make_participant, make_person
from tests.participants.certification.certifying import (
    EASTERN,
    PAGE,
    asked,
    certify,
    kept,
    reopen,
    year,
)

pytestmark = [pytest.mark.rule("C2"), pytest.mark.usefixtures("in_december")]


@pytest.mark.rule("C2", "C9")
def test_a_certified_list_that_is_not_the_list_any_more_says_so_by_name(lakeside: Cast) -> None:
    certify(lakeside)
    browser = lakeside.browser("it")
    for page in (PAGE, "/acos/A9101/participants/benchmark/"):
        assert "is not the list of January 1" not in browser.get(page).content.decode()
    Participant.objects.filter(legal_business_name="Oak Clinic").update(
        effective_until=date(2026, 12, 1)
    )
    make_participant(lakeside.lakeside, "Fir Clinic", tin="001234569", since=date(2027, 1, 1))
    for address in (PAGE, "/acos/A9101/participants/benchmark/"):
        page = browser.get(address).content.decode()
        assert "The list certified for 2027 is not the list of January 1, 2027" in page
        left, joined = page.index("Certified, and not on the list"), page.index("and not certified")
        assert left < page.index("Oak Clinic", left) < joined < page.index("Fir Clinic", joined)
        assert "Ask the SSP Helpdesk to re-open the certification, by January 15, 2027" in page
    with time_machine.travel(datetime(2027, 1, 16, 12, tzinfo=EASTERN)):
        assert "could be certified again until" in lakeside.browser("it").get(PAGE).content.decode()
    shown = lakeside.browser("cms_viewer").get(admin_page(lakeside)).content.decode()
    assert "Not on the list: Oak Clinic. Not certified: Fir Clinic." in shown


def admin_page(cast: Cast) -> str:
    return f"/admin/participants_certification/acocertification/{cast.lakeside.pk}/change/"


def test_cms_administrators_reopen_with_a_reason_and_both_lists_are_kept(lakeside: Cast) -> None:
    first = certify(lakeside)
    Participant.objects.filter(legal_business_name="Oak Clinic").update(
        effective_until=date(2026, 12, 1)
    )
    with pytest.raises(Refused):
        reopen(lakeside, "cms_analyst")
    with pytest.raises(CertificationError, match="Enter a reason"):
        reopen(lakeside, reason=" ")
    lakeside.signer  # noqa: B018 - is told
    reopen(lakeside)
    reopen(lakeside)  # said twice by one person, it is done once
    assert Notification.objects.filter(kind="certification_reopened").count() == 1
    (item,) = lists_to_certify([lakeside.lakeside])
    assert "certify its list again" in item.text
    assert CertifiedList.objects.current().get() == first, "counts until there is another"
    browser = lakeside.browser("signer")
    page = browser.get(PAGE).content.decode()
    assert "CMS re-opened the certification for 2027" in page
    assert "A TIN left." in page
    seen = list_to_certify(lakeside.lakeside, year())[1]
    page = browser.post(PAGE, asked(lakeside.signer, seen), follow=True).content.decode()
    assert CertifiedList.objects.current().get().sha256 in page
    second = CertifiedList.objects.current().get()
    assert (second.replaces, second.participants) == (first, 1)
    assert not list(altered_lists())
    assert not list(lists_to_certify([lakeside.lakeside]))
    old = browser.get(f"{PAGE}2027/?list={first.pk}").content.decode()
    assert "This list does not count any more." in old
    assert first.sha256 in old
    answer = browser.post(f"{PAGE}2027/list.json", {"list": first.pk})
    assert hashlib.sha256(answer.content).hexdigest() == first.sha256
    with pytest.raises(CertificationError, match="certified the list for 2027 already"):
        certify(lakeside)
    other = make_person("other_staff", is_staff=True, is_superuser=True)
    with pytest.raises(CertificationError, match="re-opened already"):
        reopen_certification(acting_person=other, certified=first, reason="Again.")


def test_one_list_of_an_aco_and_year_counts_and_the_database_holds_it(lakeside: Cast) -> None:
    first = certify(lakeside)
    fields = {
        name: getattr(first, name)
        for name in ("certified_by", "statement", "participants", "providers", "content", "sha256")
    }
    fields |= kept() | {"aco": lakeside.lakeside, "performance_year": year()}
    with pytest.raises(DatabaseError), transaction.atomic():
        CertifiedList.objects.create(**fields)
    CertifiedList.objects.create(**fields, replaces=first)
    fields |= kept()
    with pytest.raises(DatabaseError), transaction.atomic():
        CertifiedList.objects.create(**fields, replaces=first)


def test_it_is_reopened_and_certified_again_only_while_lists_are_certified(lakeside: Cast) -> None:
    certify(lakeside)
    late = time_machine.travel(datetime(2027, 1, 16, 12, tzinfo=EASTERN))
    with late, pytest.raises(CertificationError, match="until January 15, 2027"):
        reopen(lakeside)
    reopen(lakeside)
    with time_machine.travel(datetime(2027, 1, 16, 12, tzinfo=EASTERN)):
        with pytest.raises(CertificationError, match="already"):
            certify(lakeside)
        assert "is certified:" in lakeside.browser("it").get(PAGE).content.decode()


def test_cms_staff_reopen_on_the_page_of_the_aco(lakeside: Cast) -> None:
    certify(lakeside)
    staff = lakeside.browser("cms_staff")
    address = (
        f"/admin/participants_certification/acocertification/{lakeside.lakeside.pk}/2027/reopen/"
    )
    assert address in staff.get(admin_page(lakeside)).content.decode()
    assert lakeside.browser("cms_analyst").get(address).status_code == 403
    asked = staff.get(address)
    assert "same participants" in asked.content.decode()
    assert "required" in staff.post(address, {"reason": ""}).content.decode()
    form = {"reason": "A TIN left.", "shown": asked.context["shows"]}
    page = staff.post(address, form, follow=True).content.decode()
    assert "can certify its list again" in page
    assert "A TIN left." in page
    assert address not in page


@pytest.mark.rule("E3")
def test_an_old_page_reopens_nothing_but_what_it_showed(lakeside: Cast) -> None:
    first = certify(lakeside)
    staff = lakeside.browser("cms_staff")
    address = (
        f"/admin/participants_certification/acocertification/{lakeside.lakeside.pk}/2027/reopen/"
    )

    def post(shown: str, reason: str = "A TIN left.") -> str:
        form = {"reason": reason, "shown": shown}
        return str(staff.post(address, form, follow=True).content.decode())

    shown = staff.get(address).context["shows"]
    oak = Participant.objects.filter(legal_business_name="Oak Clinic")
    oak.update(effective_until=date(2026, 12, 1))
    assert "has changed since this page was made" in post(shown)
    assert not CertificationReopening.objects.exists()
    shown = staff.get(address).context["shows"]
    for _ in range(2):
        assert "can certify its list again, and is told" in post(shown)
    said = post(shown, "Asked by phone.")
    assert "re-opened already, by The Cms Staff on" in said
    assert "The reason that you gave is kept: A TIN left." in said
    second = certify(lakeside)
    assert "has changed since this page was made" in post(shown)
    assert CertificationReopening.objects.get().certified == first
    again = partial(reopen_certification, acting_person=lakeside.cms_staff, reason="A TIN left.")
    with pytest.raises(CertificationError, match="re-opened already"):
        again(certified=first)  # nobody can certify by that any more
    assert CertifiedList.objects.current().get() == second
