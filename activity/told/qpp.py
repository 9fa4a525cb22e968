"""Roles and organizations of QPP."""

from django.db.models import Q

from activity import rules
from activity.rules import Kind
from activity.source import INSERTED, Source, Step, events_of


def told() -> list[Source]:
    return [
        Source(
            events=events_of("qpp_roles_roles.HeldRole"),
            aco="",
            organization="organization_id",
            concerned=("person_id",),
            steps=(
                Step(Kind.QPP_ROLE_GIVEN, INSERTED),
                Step(Kind.QPP_ROLE_ENDED, Q(ended_at__isnull=False), ("ended_at",)),
            ),
            otherwise=Kind.QPP_ROLE_CHANGED,
            say=rules.say_qpp_role,
            search=("end_reason",),
        ),
        Source(
            events=events_of("qpp_roles_roles.RoleRequest"),
            organization="organization_id",
            concerned=("person_id",),
            steps=(
                Step(Kind.ROLE_REQUESTED, Q(pgh_label="insert", decided_at=None)),
                Step(Kind.REQUEST_APPROVED, Q(approved=True), ("approved",)),
                Step(Kind.REQUEST_DENIED, Q(approved=False), ("approved",)),
                Step(Kind.REQUEST_WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.REQUEST_REMINDED, Q(reminders_sent__gt=0), ("reminders_sent",)),
            ),
            say=rules.say_role_request,
            search=("reason",),
        ),
        Source(
            events=events_of("qpp_roles_organizations.Organization"),
            aco="",
            organization="pgh_obj_id",
            otherwise=Kind.ORGANIZATION_CHANGED,
            say=rules.say_organization,
            search=("name",),
        ),
    ]
