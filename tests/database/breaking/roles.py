"""Limits of QPP roles and yearly reviews, with how to break each."""

from collections.abc import Callable
from typing import Any

from accounts.models import Person
from contacts.models import Aco, Contact
from qpp_roles.connect.models import ValidationTry
from qpp_roles.harp.models import HarpImport
from qpp_roles.openid.models import LogoutNotice, SignIn
from qpp_roles.organizations.models import Clinician, MemberPractice, Organization, SiteClinician
from qpp_roles.roles.models import HeldRole, RoleRequest
from recertification.models import Answer, Recertification
from tests.database.breaking.ways import (
    BEFORE,
    Table,
    Way,
    by_oneself,
    changed,
    deleted,
    twice,
    wrong,
)
from tests.database.rows import DAY, NOW, a, fresh


def _a_second_first_official() -> None:
    official = {"organization": fresh(Organization), "role": "security_official"}
    fresh(HeldRole, **official)
    fresh(HeldRole, **official, source="validated")


def _answer_after_the_end(change: Callable[[Any], Any]) -> Way:
    def write() -> None:
        review = fresh(Recertification)
        contact = fresh(Contact, aco=review.aco)
        answer = fresh(Answer, recertification=review, contact=contact)
        Recertification.objects.filter(pk=review.pk).update(
            **{**COMPLETED, "completed_by": fresh(Person)}
        )
        change(answer)

    return write


COMPLETED: dict[str, Any] = {"completed_at": NOW, "completed_by": a(Person), "due_on": DAY}

ROLES: Table = {
    # qpp_roles
    "clinician_once": twice(Clinician, "practice", "npi", "ptan"),
    "site_clinician_once": twice(SiteClinician, "member", "npi"),
    "harp_import_waits_or_is_done": (
        wrong(HarpImport, finished_at=NOW, report="Done."),
        wrong(HarpImport, content=""),
    ),
    "held_role_is_a_role": wrong(HeldRole, role="king"),
    "held_role_end_has_a_reason": (
        wrong(HeldRole, since=BEFORE, ended_at=NOW),
        wrong(HeldRole, end_reason="Left."),
    ),
    "held_role_ends_after_it_began": wrong(
        HeldRole, since=NOW, ended_at=BEFORE, end_reason="Left."
    ),
    "held_role_not_approved_by_oneself": by_oneself(HeldRole, "given_by"),
    "held_role_validated_security_official": wrong(HeldRole, source="validated"),
    "held_role_one_for_a_person": twice(HeldRole, "organization", "person"),
    "held_role_first_security_official": _a_second_first_official,
    "logout_notice_sent_or_given_up": wrong(LogoutNotice, sent_at=NOW, given_up_at=NOW),
    "member_has_a_tin": wrong(MemberPractice, tin="", tin_hash=None),
    "member_tin_and_hash": wrong(MemberPractice, tin=""),
    "member_once": twice(MemberPractice, "organization", "tin_hash"),
    "organization_is_identified": (
        wrong(Organization, identifier="V901"),
        wrong(Organization, kind="virtual_group"),
        wrong(Organization, tin="", tin_hash=None),
    ),
    "organization_kind_known": wrong(Organization, kind="club", identifier="V901"),
    "organization_tin_and_hash": wrong(Organization, tin=""),
    "organization_identifier_once": twice(
        Organization, "kind", "identifier", kind="virtual_group", identifier="VG-9999"
    ),
    "organization_practice_once": twice(Organization, "tin_hash"),
    "request_has_one_answer": (
        wrong(RoleRequest, approved=True),
        wrong(RoleRequest, decided_at=NOW),
        wrong(RoleRequest, reason="No."),
        wrong(RoleRequest, approved=False, decided_at=NOW),
        wrong(RoleRequest, approved=True, decided_at=NOW, withdrawn_at=NOW),
    ),
    "request_is_for_a_role": wrong(RoleRequest, role="king"),
    "request_not_decided_by_oneself": by_oneself(
        RoleRequest, "decided_by", approved=True, decided_at=NOW
    ),
    "request_to_one_place": (
        wrong(RoleRequest, organization=None),
        wrong(RoleRequest, aco=a(Aco)),
    ),
    "request_one_open": twice(RoleRequest, "organization", "person"),
    "request_one_open_to_an_aco": twice(
        RoleRequest, "aco", "person", aco=a(Aco), organization=None
    ),
    "website_sign_in_ended_with_a_reason": (
        wrong(SignIn, ended_at=NOW),
        wrong(SignIn, end_reason="Left."),
    ),
    "validation_try_at_one_place": (
        wrong(ValidationTry, organization=None),
        wrong(ValidationTry, aco=a(Aco)),
    ),
    "validation_try_lifted_by_someone_for_a_reason": (
        wrong(ValidationTry, lifted_at=NOW, lifted_by=a(Person)),
        wrong(ValidationTry, lifted_at=NOW, lift_reason="A mistake."),
        wrong(ValidationTry, lift_reason="A mistake."),
    ),
    # recertification
    "answer_end_has_a_reason": (wrong(Answer, reason="Left."), wrong(Answer, kept=False)),
    "answer_of_a_holder": wrong(Answer, types=[]),
    "answer_once_for_a_contact": twice(Answer, "recertification", "contact"),
    "in_open_review": (
        wrong(Answer, contact=a(Contact)),
        _answer_after_the_end(lambda answer: Answer.objects.filter(pk=answer.pk).update(name="x")),
        _answer_after_the_end(lambda answer: answer.delete()),
        _answer_after_the_end(
            lambda answer: fresh(
                Answer,
                recertification=answer.recertification,
                contact=a(Contact, aco=answer.recertification.aco),
            )
        ),
    ),
    "completed_stays": (
        changed(Recertification, row=COMPLETED, year=1),
        deleted(Recertification, **COMPLETED),
    ),
    "recertification_completed_by_someone": (
        wrong(Recertification, completed_at=NOW, due_on=DAY),
        wrong(Recertification, completed_at=NOW, completed_by=a(Person)),
        wrong(Recertification, due_on=DAY),
    ),
    "recertification_once_a_year": twice(Recertification, "aco", "year"),
}
