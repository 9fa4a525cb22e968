"""Every export as a file: days, moments and TINs have one form in all of them."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from documents.files.actions.downloading import record_several
from invitations.actions import Invitee, invite
from participants.changes.rules import ChangeKind
from participants.lists.models import Participant
from qpp_roles.organizations.kinds import Role
from qpp_roles.organizations.models import Organization
from qpp_roles.roles.models import HeldRole
from tests.access.url_map import every_url
from tests.cast import Cast, make_organization, make_participant
from tests.documents.files.published import publish_file
from tests.participants.changes.asked import complete, days_ago, draft, make_cycles, submit

# Lists to fill in, files that other programs read in a form of their own, and the three whose rows
# take more than this to make: their own tests look at them.
NOT_HERE = {"bulk_template", "change_file_template", "data_sharing_answers"} | {
    "bulk_result",
    "yearly_review_csv",
    "participant_differences_csv",
}
EXPORTS = [
    url
    for url in every_url()
    if re.search(r"\.csv$|/export/$", url.route) and url.name not in NOT_HERE
]
OF = {"manage_access_aco_people_csv": "security_official"}
HAVE_ROWS = {
    "contacts_csv",
    "invitations_csv",
    "activity_csv",
    "participants_csv",
    "providers_csv",
    "participant_providers_csv",
    "change_requests_csv",
    "aco_data_hub_csv",
    "file_downloads_csv",
    "admin:documents_files_publishedfile_export",
    "admin:documents_files_fileversion_export",
    "admin:documents_files_download_export",
    "manage_access_csv",
    "manage_access_people_csv",
    "manage_access_aco_people_csv",
    "admin:activity_activity_export",
    "admin:accounts_person_export",
    "admin:contacts_heldtype_export",
    "admin:invitations_invitation_export",
    "admin:notifications_notification_export",
    "admin:participants_certification_acocertification_export",
    "admin:participants_changes_changerequest_export",
    "admin:participants_lists_participant_export",
    "admin:participants_years_performanceyear_export",
    "admin:participants_lists_providersupplier_export",
    "admin:qpp_roles_roles_heldrole_export",
    "admin:qpp_roles_organizations_organization_export",
}
# A day or a moment in any other form than 2026-12-06 and 2026-12-06 23:59:07.
OTHER_DAY = re.compile(
    r"^[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}|^\d{1,2}/\d{1,2}/\d"
    r"|^\d{4}-\d\d-\d\d(T| \d\d:\d\d($|:\d\d.))|^\d{8}$"
)
OTHER_TIN = re.compile(r"^\d{2}-?\d{7}$")
MASKED = re.compile(r"^(•••••\d{4}|Not given|)$")


@pytest.fixture
def filled(cast: Cast) -> Cast:
    """An ACO with something in every list that has days or TINs."""
    elm = make_participant(
        cast.lakeside, tin="001700101", providers=["2000000002"], until=date(2040, 1, 1)
    )
    oak = make_participant(cast.lakeside, "Oak Clinic", tin="001700102")
    leaves = draft(
        cast.lakeside,
        cast.exec,
        ChangeKind.REMOVE_PARTICIPANT,
        participant=oak,
        happened_on=days_ago(3),
    )
    submit(cast.exec, complete(draft(cast.lakeside, cast.exec), cast.exec), leaves)
    draft(cast.lakeside, cast.exec, ChangeKind.REMOVE_PARTICIPANT, participant=elm)
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo.chen@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    make_cycles(timezone.localdate().year + 1)
    record_several(acting_person=cast.exec, versions=[publish_file(cast.lakeside)])
    make_organization(name="Oak Lane Pediatrics", tin="001700103")
    return cast


def exported(browser: Client, url: str) -> list[dict[str, str]]:
    answer: Any = browser.get(url)
    assert answer.status_code == 200, url
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def wrong_in(rows: list[dict[str, str]]) -> Iterator[str]:
    for row in rows:
        for name, cell in row.items():
            if OTHER_DAY.search(cell) or OTHER_TIN.search(cell):
                yield f"{name}: {cell}"
            if name == "TIN" and not MASKED.fullmatch(cell):
                yield f"{name}: {cell}"


def test_days_moments_and_tins_have_one_form_in_every_export(filled: Cast) -> None:
    elm = Participant.objects.get(
        aco=filled.lakeside, legal_business_name="Elm Street Family Practice"
    )
    practice = Organization.objects.get()
    given = {
        "aco_id": "A9101",
        "participant_id": str(elm.pk),
        "organization_id": str(practice.pk),
    }
    HeldRole.objects.create(
        organization=practice,
        person=filled.exec,
        role=Role.SECURITY_OFFICIAL.value,
        source=HeldRole.Source.QPP_STAFF,
    )
    browsers = {role: filled.browser(role) for role in ("exec", "security_official", "cms_staff")}
    rows_of = {}
    for url in EXPORTS:
        role = "cms_staff" if url.name.startswith("admin:") else OF.get(url.name, "exec")
        rows_of[url.name] = exported(browsers[role], url.path(given))
    wrong = {name: found for name, rows in rows_of.items() if (found := list(wrong_in(rows)))}
    assert not wrong
    filled_in = {name for name, rows in rows_of.items() if rows}
    assert filled_in >= HAVE_ROWS
