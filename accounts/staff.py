"""What CMS staff may do in the admin: three roles, one table; pure Python, no database.

The table is code, as the contact types are: the admin, its refusals, the page "What CMS staff may
do" and the tests are driven from it.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from acoms.programme.vocabulary import complete


class StaffRole(StrEnum):
    """A role of CMS staff; the value is what the database keeps."""

    VIEWER = "viewer"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return f"CMS {self.value}"


class Duty(StrEnum):
    """Something that CMS staff do in the admin, in words that follow "can"."""

    READ = "read everything in the admin"
    EXPORT = "export lists as CSV"
    HANDLE_MAIL = "send invitations again whose mail was not delivered"
    RECORD_PROOFING = "record that an identity was proven by hand"
    INVITE_FIRST = "invite an ACO's first administrator"
    MANAGE_ACOS = "create and correct ACOs"
    END_AGREEMENTS = "record that an ACO's agreement ends, and take that back"
    MANAGE_ORGANIZATIONS = "load and correct QPP's organizations"
    OVERRIDE = "end contact types in an ACO's place, its last ones too"
    CONFIRM_SIGNERS = "confirm or refuse an ACO's next ACO Executive or Authorized to Sign"
    MANAGE_QPP_ROLES = "change and end QPP roles in an organization's place"
    CORRECT_PEOPLE = "correct names, and close or open accounts"
    REMOVE_FACTOR = "remove a second factor"
    MERGE = "merge two accounts of one person, and part records that are two people's"
    DECIDE_CHANGES = "decide change requests, and resolve or waive findings"
    WRITE_TO_ACOS = "write to ACOs and answer them"
    LOAD_SCREENING_LISTS = "load the lists for screening"
    SET_YEARS = "set performance years and their deadlines"
    SET_BENCHMARKS = "load assigned beneficiaries and publish adjusted benchmarks"
    RECORD_ADJUSTMENTS = "record how single ACOs' lists count"
    IMPORT_HARP = "import HARP accounts with their roles"
    IMPORT_PARTICIPANTS = "load and correct participant lists"
    WRITE_LIBRARY = "write in the Knowledge Library"
    SEE_TINS = "see a TIN in full"
    PUBLISH_FILES = "publish files to ACOs, and say how long they are shown"
    MAKE_STAFF = "make people CMS staff"
    MANAGE_SIGNING = "write, open and close Signing Events"
    ANSWER_HELPDESK = "answer messages to the Helpdesk"
    ANSWER_CONCERNS = "answer what signers say is wrong with a document"
    END_CREDENTIALS = "end API credentials of ACOs"
    MANAGE_CLIENTS = "register the websites that people sign in to with ACO-MS"


_VIEWER = frozenset({Duty.READ})
_ANALYST = _VIEWER | {
    Duty.EXPORT,
    Duty.HANDLE_MAIL,
    Duty.RECORD_PROOFING,
    Duty.INVITE_FIRST,
    Duty.SEE_TINS,
    Duty.DECIDE_CHANGES,
    Duty.ANSWER_CONCERNS,
    Duty.ANSWER_HELPDESK,
    Duty.WRITE_TO_ACOS,
    Duty.PUBLISH_FILES,
    Duty.WRITE_LIBRARY,
}
# Whoever records a proof by hand does not also remove second factors, but for administrators:
# the two together open an account to whoever knows its password.
_ADMINISTRATOR = _ANALYST | {
    Duty.MANAGE_ACOS,
    Duty.END_AGREEMENTS,
    Duty.MANAGE_ORGANIZATIONS,
    Duty.OVERRIDE,
    Duty.CONFIRM_SIGNERS,
    Duty.MANAGE_QPP_ROLES,
    Duty.CORRECT_PEOPLE,
    Duty.REMOVE_FACTOR,
    Duty.MERGE,
    Duty.LOAD_SCREENING_LISTS,
    Duty.SET_YEARS,
    Duty.RECORD_ADJUSTMENTS,
    Duty.SET_BENCHMARKS,
    Duty.IMPORT_HARP,
    Duty.IMPORT_PARTICIPANTS,
    Duty.MAKE_STAFF,
    Duty.MANAGE_SIGNING,
    Duty.MANAGE_CLIENTS,
    Duty.END_CREDENTIALS,
}

DUTIES: Mapping[StaffRole, frozenset[Duty]] = MappingProxyType(
    {
        StaffRole.VIEWER: _VIEWER,
        StaffRole.ANALYST: _ANALYST,
        StaffRole.ADMINISTRATOR: _ADMINISTRATOR,
    }
)
complete(StaffRole, DUTIES)
complete(Duty, _ADMINISTRATOR)  # who may do all that anybody may

# Django's admin asks for a verb and a model. Whatever is not here is done by nobody in the admin.
_ANYWHERE = {"view": Duty.READ, "export": Duty.EXPORT}
_OF_A_MODEL = {
    "contacts.add_aco": Duty.MANAGE_ACOS,
    "contacts.change_aco": Duty.MANAGE_ACOS,
    "contacts.end_aco": Duty.END_AGREEMENTS,
    "contacts.override_contact": Duty.OVERRIDE,
    "contacts.override_heldtype": Duty.OVERRIDE,
    "qpp_roles_roles.add_heldrole": Duty.MANAGE_QPP_ROLES,
    "qpp_roles_roles.manage_heldrole": Duty.MANAGE_QPP_ROLES,
    "qpp_roles_roles.manage_rolerequest": Duty.MANAGE_QPP_ROLES,
    "qpp_roles_connect.lift_validationtry": Duty.MANAGE_QPP_ROLES,
    "accounts.change_person": Duty.CORRECT_PEOPLE,
    "accounts.prove_person": Duty.RECORD_PROOFING,
    "accounts.unlock_person": Duty.REMOVE_FACTOR,
    "accounts.merge_person": Duty.MERGE,
    "participants_lists.add_participant": Duty.IMPORT_PARTICIPANTS,
    "participants_lists.change_participant": Duty.IMPORT_PARTICIPANTS,
    "participants_lists.load_participant": Duty.IMPORT_PARTICIPANTS,
    "participants_lists.tin_participant": Duty.SEE_TINS,
    "participants_certification.tin_acocertification": Duty.SEE_TINS,
    "participants_lists.add_providersupplier": Duty.IMPORT_PARTICIPANTS,
    "participants_lists.change_providersupplier": Duty.IMPORT_PARTICIPANTS,
    "participants_certification.reopen_acocertification": Duty.RECORD_ADJUSTMENTS,
    "participants_screening.settle_finding": Duty.DECIDE_CHANGES,
    "participants_changes.decide_changerequest": Duty.DECIDE_CHANGES,
    "documents_correspondence.add_message": Duty.WRITE_TO_ACOS,
    "documents_correspondence.change_message": Duty.WRITE_TO_ACOS,
    "documents_correspondence.answer_delivery": Duty.WRITE_TO_ACOS,
    "participants_deciding.send_feedbackletter": Duty.DECIDE_CHANGES,
    "participants_screening.start_screeningrun": Duty.DECIDE_CHANGES,
    "participants_screening.add_listload": Duty.LOAD_SCREENING_LISTS,
    "participants_years.add_performanceyear": Duty.SET_YEARS,
    "participants_years.change_performanceyear": Duty.SET_YEARS,
    "participants_effects.add_assignedbeneficiaries": Duty.SET_BENCHMARKS,
    "participants_effects.add_benchmarknotice": Duty.SET_BENCHMARKS,
    "participants_effects.add_adjustment": Duty.RECORD_ADJUSTMENTS,
    "participants_effects.withdraw_adjustment": Duty.RECORD_ADJUSTMENTS,
    "participants_effects.add_interimelection": Duty.RECORD_ADJUSTMENTS,
    "participants_years.add_feedbackcycle": Duty.SET_YEARS,
    "participants_years.change_feedbackcycle": Duty.SET_YEARS,
    "qpp_roles_organizations.add_organization": Duty.MANAGE_ORGANIZATIONS,
    "qpp_roles_organizations.change_organization": Duty.MANAGE_ORGANIZATIONS,
    "qpp_roles_harp.add_harpimport": Duty.IMPORT_HARP,
    "documents_library.add_article": Duty.WRITE_LIBRARY,
    "documents_library.write_article": Duty.WRITE_LIBRARY,
    "documents_library.add_libraryfile": Duty.WRITE_LIBRARY,
    "documents_library.change_libraryfile": Duty.WRITE_LIBRARY,
    "documents_library.add_section": Duty.WRITE_LIBRARY,
    "documents_library.change_section": Duty.WRITE_LIBRARY,
    "invitations.add_invitation": Duty.INVITE_FIRST,
    "invitations.resend_invitation": Duty.HANDLE_MAIL,
    "invitations.withdraw_invitation": Duty.INVITE_FIRST,
    "invitations.confirm_invitation": Duty.CONFIRM_SIGNERS,
    "invitations.part_invitation": Duty.MERGE,
    "signing.add_signingevent": Duty.MANAGE_SIGNING,
    "signing.manage_signingevent": Duty.MANAGE_SIGNING,
    "signing.answer_concern": Duty.ANSWER_CONCERNS,
    "helpdesk.answer_ticket": Duty.ANSWER_HELPDESK,
    "documents_files.add_publishedfile": Duty.PUBLISH_FILES,
    "documents_files.change_publishedfile": Duty.PUBLISH_FILES,
    "api_credentials.end_credentials": Duty.END_CREDENTIALS,
    "qpp_roles_openid.add_website": Duty.MANAGE_CLIENTS,
    "qpp_roles_openid.change_website": Duty.MANAGE_CLIENTS,
}


def duty_of(permission: str) -> Duty | None:
    """The duty behind one of Django's permissions (`contacts.view_aco`); None if nobody has it."""
    verb = permission.partition(".")[2].partition("_")[0]
    return _ANYWHERE.get(verb) or _OF_A_MODEL.get(permission)


def role_may(role: str, duty: Duty) -> bool:
    """Whether a role, "" for someone who is not CMS staff, includes a duty."""
    return bool(role) and duty in DUTIES[StaffRole(role)]


def roles_with(duty: Duty) -> list[StaffRole]:
    """The roles that include a duty, in the table's order."""
    return [role for role, duties in DUTIES.items() if duty in duties]


def refusal(role: str, duty: Duty) -> str:
    """Why a role may not do something, naming those that may; empty if it may."""
    if role_may(role, duty):
        return ""
    who = " or a ".join(role.label for role in roles_with(duty))
    yours = f" Your role is {StaffRole(role).label}." if role else ""
    return f"Only a {who} can {duty.value}.{yours}"
