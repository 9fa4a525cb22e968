"""CMS staff correct participant lists one by one, and read them in on a page (rule C1)."""

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from participants.lists.models import Participant, ProviderSupplier
from tests.cast import Cast, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C1")]

JAN, JUNE = date(2026, 1, 1), date(2026, 6, 1)
NPI = "2000000002"
ADMIN = "/admin/participants_lists/participant/"


@pytest.fixture
def staff(cast: Cast) -> Client:
    return cast.browser("cms_staff")


def form(**typed: Any) -> dict[str, Any]:
    return {
        "legal_business_name": "Elm Street",
        "primary_care": "on",
        "effective_from": "2026-01-01",
        "reason": "As the ACO wrote to us",
        **typed,
    }


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_tin_is_filled_in_and_the_history_says_so_without_it(cast: Cast, staff: Client) -> None:
    elm = make_participant(cast.lakeside, "Elm Street", tin="", since=JAN)
    assert staff.get(f"{ADMIN}{elm.pk}/change/").status_code == 200
    answer = staff.post(f"{ADMIN}{elm.pk}/change/", form(new_tin="00-1234567"))
    assert answer.status_code == 302
    elm.refresh_from_db()
    assert elm.tin == "001234567"
    page = text(cast.browser("it").get(reverse("participant", args=["A9101", elm.pk])))
    assert "TIN given" in page
    assert "As the ACO wrote to us" in page
    assert "001234567" not in page
    assert "gAAAA" not in page
    staff.post(f"{ADMIN}{elm.pk}/change/", form(doing_business_as="Elm Care"))
    elm.refresh_from_db()
    assert (elm.tin, elm.doing_business_as) == ("001234567", "Elm Care")


def test_whoever_is_ended_takes_the_providers_along(cast: Cast, staff: Client) -> None:
    elm = make_participant(cast.lakeside, "Elm Street", since=JAN, providers=[NPI])
    staff.post(f"{ADMIN}{elm.pk}/change/", form(effective_until="2026-06-01"))
    assert ProviderSupplier.objects.get().effective_until == JUNE


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"new_tin": "123"}, "A TIN has nine digits"),
        ({"new_tin": "001234568"}, "is on the list with this TIN on some of these days"),
        ({"effective_until": "2025-01-01"}, "nobody leaves before they join"),
        ({"legal_business_name": ""}, "Fill in “Legal business name”."),
        ({"reason": ""}, "Fill in “"),
        ({"legal_business_name": "Elm\u202e"}, "The legal business name: This holds a character"),
        ({"doing_business_as": "Elm\u200b"}, "This holds a character that cannot be seen (U+200B)"),
    ],
)
def test_a_mistake_is_said_in_words_and_changes_nothing(
    cast: Cast, staff: Client, typed: dict[str, str], words: str
) -> None:
    make_participant(cast.lakeside, "Oak", tin="001234568", since=JUNE)
    elm = make_participant(cast.lakeside, "Elm Street", tin="001234567", since=JAN)
    page = text(staff.post(f"{ADMIN}{elm.pk}/change/", form(**{"doing_business_as": "X", **typed})))
    assert words in page
    assert "Constraint" not in page
    elm.refresh_from_db()
    assert (elm.tin, elm.doing_business_as) == ("001234567", "")


def test_participants_of_one_name_are_put_on_the_list_and_numbered(
    cast: Cast, staff: Client
) -> None:
    for _ in range(2):
        answer = staff.post(f"{ADMIN}add/", form(aco="a9101"))
        assert answer.status_code == 302, text(answer)
    assert list(Participant.objects.values_list("same_name", "tin")) == [(1, ""), (2, "")]


def test_providers_are_put_under_a_participant(cast: Cast, staff: Client) -> None:
    elm = make_participant(cast.lakeside, since=JAN, until=JUNE)
    url = "/admin/participants_lists/providersupplier/add/"
    typed = {"participant": elm.pk, "npi": NPI, "reason": "x", "effective_from": "2026-02-01"}
    assert "within those of the participant" in text(staff.post(url, typed))
    assert "last digit" in text(staff.post(url, {**typed, "npi": "2000000003"}))
    typed["effective_until"] = "2026-06-01"
    assert staff.post(url, typed).status_code == 302
    assert "under the participant on some of these days already" in text(staff.post(url, typed))
    provider = ProviderSupplier.objects.get()
    change = f"/admin/participants_lists/providersupplier/{provider.pk}/change/"
    assert staff.post(change, {**typed, "ptan": "zz 1"}).status_code == 302
    provider.refresh_from_db()
    assert provider.ptan == "ZZ1"
    of_elm = staff.get(
        f"/admin/participants_lists/providersupplier/?participant__id__exact={elm.pk}"
    )
    assert NPI in text(of_elm)


def test_a_list_is_shown_before_it_goes_in(cast: Cast, staff: Client) -> None:
    lines = "aco_id,tin,legal_business_name,npi\nA9101,001234567,Elm,2000000002\nA9999,1,x,\n"
    chosen = {
        "layout": "list",
        "year": "2026",
        "file": SimpleUploadedFile("elm.csv", lines.encode()),
    }
    page = staff.post(f"{ADMIN}import/", chosen)
    shown = text(page)
    assert "Participants: 1 read, 1 new" in shown
    assert "A TIN has nine digits" in shown
    assert "001234567" not in shown
    assert not Participant.objects.exists()
    sealed = page.context["sealed"]
    other = cast.browser("cms_analyst").post(f"{ADMIN}import/", {"sealed": sealed})
    assert other.status_code == 403
    done = text(staff.post(f"{ADMIN}import/", {"sealed": sealed}, follow=True))
    assert "1 new" in done
    assert Participant.objects.get().tin == "001234567"
    again = text(staff.post(f"{ADMIN}import/", {"sealed": sealed}, follow=True))
    assert "Nothing is different" in again
    assert "too old" in text(staff.post(f"{ADMIN}import/", {"sealed": "x"}, follow=True))


def test_a_file_that_is_no_list_is_refused(staff: Client) -> None:
    for content, words in ((b"a,b\n", "lacks the columns"), (b"\xff\xfe", "UTF-8")):
        chosen = {"layout": "list", "year": "2026", "file": SimpleUploadedFile("x.csv", content)}
        assert words in text(staff.post(f"{ADMIN}import/", chosen))


@pytest.mark.rule("E1")
def test_of_cms_staff_only_administrators_correct_lists(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm Street", since=JAN)
    for role in ("cms_analyst", "cms_viewer"):
        browser = cast.browser(role)
        assert browser.get(f"{ADMIN}{elm.pk}/change/").status_code == 200
        assert browser.post(f"{ADMIN}{elm.pk}/change/", form()).status_code == 403
        assert browser.get(f"{ADMIN}add/").status_code == 403
        assert browser.get(f"{ADMIN}import/").status_code == 403
