"""Every action of CMS staff itself refuses whoever has not its duty, and who gives no reason.

Pages ask before; here nothing stands before the action. What an action is about is a stand-in: it
is refused before anything is looked at, and fails here where it is not.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any
from unittest.mock import MagicMock

import pytest

import accounts
import contacts
import participants
import qpp_roles
from accounts.actions import identity, merging, people, sessions
from accounts.errors import ReasonMissing
from acoms.access import Refused
from contacts.actions import acos, holding, overriding
from contacts.ending import actions as leaving
from invitations.acceptance.actions import refuse_acceptance
from invitations.actions import by_staff
from invitations.address_change.actions import part_records
from invitations.errors import InvitationError
from participants.certification import actions as certification
from participants.certification.errors import CertificationError
from participants.changes.errors import ChangeError
from participants.deciding import actions as deciding
from participants.effects.actions import adjustments, benchmark
from participants.lists.actions import correcting as lists
from participants.lists.actions import importing, tins
from participants.screening.actions import findings
from participants.screening.actions import lists as screening_lists
from participants.screening.actions import runs as screening
from participants.screening.errors import ScreeningError
from participants.years import actions as years
from qpp_roles.connect.actions import lifting
from qpp_roles.harp import actions as harp
from qpp_roles.openid.actions import websites
from qpp_roles.organizations.actions import correcting as organizations
from qpp_roles.organizations.actions import importing as importing_organizations
from qpp_roles.organizations.errors import QppError
from qpp_roles.roles.actions import deciding as answering
from qpp_roles.roles.actions import ending, staffing
from tests.cast import Cast

pytestmark = [pytest.mark.rule("E1"), pytest.mark.django_db]
Action = Callable[..., Any]

# Duties that an analyst has, and a viewer has not.
OF_ANALYSTS: list[Action] = [
    by_staff.withdraw_by_staff,
    deciding.approve_change,
    deciding.deny_change,
    deciding.return_change,
    deciding.send_letters,
    findings.end_waiver,
    findings.resolve_finding,
    findings.waive_finding,
    screening.start_screening,
    tins.show_tin,
]
# Duties that only an administrator has.
OF_ADMINISTRATORS: list[Action] = [
    acos.save_aco,
    leaving.record_end,
    leaving.take_back_end,
    adjustments.record_adjustment,
    adjustments.record_interim_election,
    adjustments.withdraw_adjustment,
    benchmark.load_figures,
    benchmark.publish_benchmark,
    certification.reopen_certification,
    harp.look_at_text,
    harp.prepare_harp_import,
    harp.run_harp_import,
    importing.import_participants,
    importing_organizations.import_organizations,
    lifting.lift_lock,
    lists.save_participant,
    lists.save_provider,
    merging.merge_people,
    organizations.close_organization,
    organizations.reopen_organization,
    organizations.save_organization,
    overriding.override_end_types,
    part_records,
    screening_lists.load_list,
    staffing.answer_stuck_request,
    staffing.change_role,
    staffing.end_role,
    staffing.give_role,
    websites.close_website,
    websites.register_website,
    websites.renew_secret,
    websites.save_website,
    years.set_feedback_cycle,
    years.set_performance_year,
]
# They look at the person first, or are others' too: tests of their own try them.
ELSEWHERE: list[Action] = [
    certification.certify_list,
    certification.give_out_certified,
    holding.change_contact,
    holding.end_types,
    holding.give_types,
    identity.answer_questions,
    identity.begin_proofing,
    identity.record_manual_proofing,
    people.agree_to_statement,
    people.choose_language,
    sessions.end_sessions,
    people.save_person,
    tins.show_tins,
]
FACTORS = "accounts.actions.factors"

WITH_A_REASON: list[tuple[Action, type[Exception]]] = [
    (adjustments.withdraw_adjustment, ChangeError),
    (answering.deny_request, QppError),
    (certification.reopen_certification, CertificationError),
    (ending.end_staff_user, QppError),
    (findings.end_waiver, ScreeningError),
    (findings.resolve_finding, ScreeningError),
    (findings.waive_finding, ScreeningError),
    (lifting.lift_lock, QppError),
    (merging.merge_people, ReasonMissing),
    (organizations.close_organization, QppError),
    (organizations.reopen_organization, QppError),
    (part_records, InvitationError),
    (refuse_acceptance, InvitationError),
    (staffing.answer_stuck_request, QppError),
    (staffing.change_role, QppError),
    (staffing.end_role, QppError),
    (staffing.give_role, QppError),
    (websites.close_website, QppError),
]


def do(action: Action, **given: Any) -> None:
    """Call it with stand-ins for whatever else it asks for."""
    asked = inspect.signature(action).parameters.values()
    needed = [one.name for one in asked if one.default is one.empty]
    action(**{**{name: MagicMock() for name in needed}, "acting_person": None, **given})


def because(action: Action) -> dict[str, str]:
    return {"reason": "Because."} if "reason" in inspect.signature(action).parameters else {}


@pytest.mark.parametrize("action", OF_ANALYSTS)
def test_a_viewer_does_nothing_of_an_analyst(cast: Cast, action: Action) -> None:
    with pytest.raises(Refused, match="CMS analyst"):
        do(action, acting_person=cast.cms_viewer, **because(action))


@pytest.mark.parametrize("action", OF_ADMINISTRATORS)
def test_an_analyst_does_nothing_of_an_administrator(cast: Cast, action: Action) -> None:
    with pytest.raises(Refused, match="CMS administrator"):
        do(action, acting_person=cast.cms_analyst, **because(action))


@pytest.mark.parametrize(("action", "error"), WITH_A_REASON)
def test_nothing_is_done_without_a_reason(
    cast: Cast, action: Action, error: type[Exception]
) -> None:
    with pytest.raises(error) as refused:
        do(action, acting_person=cast.cms_staff, reason=" \n")
    assert isinstance(refused.value, ReasonMissing) or "reason" in str(refused.value)


def _modules() -> Iterator[ModuleType]:
    for room in (accounts, contacts, participants, qpp_roles):
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            if "actions" in found.name.split("."):
                yield importlib.import_module(found.name)
    yield by_staff


def test_every_action_of_cms_staff_is_tried() -> None:
    tried = {*OF_ANALYSTS, *OF_ADMINISTRATORS, *ELSEWHERE}
    missing = [
        f"{module.__name__}.{name}"
        for module in _modules()
        if hasattr(module, "Duty") and module.__name__ != FACTORS
        for name, action in inspect.getmembers(module, inspect.isfunction)
        if action.__module__ == module.__name__
        and not name.startswith("_")
        and "acting_person" in inspect.signature(action).parameters
        and action not in tried
    ]
    assert not missing
