"""The whole URL map: walked, and as it ought to be, in one table (rule E1)."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLResolver, get_resolver, resolve
from django.urls.resolvers import RegexPattern

from acoms.access import Policy, policy_of
from contacts.types import ADMIN_CODES, ALL_CODES

QPP = {"qpp_security_official", "qpp_staff_user"}

DELEGATE = frozenset({"credential_delegate"})
HANDLES_DATA = frozenset({"dua_requestor", "dua_custodian", "it_primary", "it_secondary"})

# What a contact may do in an ACO, and with which contact types (rules A5, A6, A13, A14).
TYPES: dict[str, frozenset[str]] = {
    "reads the ACO": frozenset(ALL_CODES) - QPP,
    "edits its contacts": frozenset(ADMIN_CODES),
    "is in the ACO": frozenset(ALL_CODES),
    "reads its CMS mail": frozenset(ALL_CODES)
    - QPP
    - {"dua_requestor", "dua_custodian", "medical_director", "other"},
    "answers its CMS mail": frozenset(ALL_CODES)
    - QPP
    - DELEGATE
    - {"dua_requestor", "dua_custodian", "medical_director", "other"},
    "reads its activity": frozenset(ADMIN_CODES) | DELEGATE,
    "sees its TINs in full": frozenset(ADMIN_CODES) | DELEGATE,
    "manages its API credentials": DELEGATE,
    "reads beneficiary data": HANDLES_DATA | DELEGATE,
    "works with beneficiary data": HANDLES_DATA,
    "signs for the ACO": frozenset(
        {"aco_executive", "authorized_to_sign_primary", "authorized_to_sign_secondary"}
    ),
    "answers its QPP requests": frozenset({"qpp_security_official"}),
    "has a QPP role in it": frozenset({"qpp_security_official", "qpp_staff_user"}),
}

# Every URL and who it opens to. A new URL fails the tests until it stands here.
#   anyone            with or without an account; what a website asks at openid_authorize is refused
#                     to anyone, and only a question without fault is answered, with whoever has
#                     signed in: tests/qpp_roles/openid/test_flow.py
#   a program         whoever sends a token of credentials: tests/api/v1; a person sends none
#   signed in         whoever has given password and second factor
#   reads the library a contact or someone with a QPP role anywhere, and CMS staff; for everyone
#                     else it is not there
#   invited           signed in, and for everyone but the invited person it is not there
#   at …              someone whose sign-in stands at that stage, nobody else
#   reads the ACO, …  contacts of the ACO with such a type (TYPES above)
#   edits contacts of several ACOs  administrators of more than one; for everyone else it is not
#                     there: tests/invitations/test_invite_across.py, and
#                     tests/contacts/test_end_across.py
#   has a role there  people of an organization of QPP: tests/qpp_roles/roles/test_manage_access.py
#   CMS staff         for everyone else it is not there
TABLE = """
home                                  anyone
to_do                                 signed in
calendar                              signed in
calendar_download                     signed in
calendar_renew                        signed in
calendar_revoke                       signed in
calendar_feed                         anyone
contact_types                         anyone
who_can_do_what                       anyone
helpdesk                              anyone
ask_helpdesk                          anyone
helpdesk_ticket                       signed in
openid_configuration                  anyone
openid_keys                           anyone
openid_token                          anyone
api_introspection                     anyone
api_welcome                           anyone
api_token                             anyone
openid_userinfo                       anyone
openid_revoke                         anyone
openid_sign_out                       anyone
openid_authorize                      anyone
openid_again                          signed in
search                                signed in
robots                                anyone
security                              anyone
healthz                               anyone
mailbox                               anyone
mailbox_json                          anyone
mailbox_message                       anyone
mailbox_html                          anyone
open_invitation                       anyone
ask_for_link                          anyone
not_meant                             anyone
answer_invitation                     anyone
account_login                         anyone
account_logout                        anyone
choose_language                       anyone
account_signup                        anyone
register                              anyone
register_sent                         anyone
open_registration                     anyone
account_inactive                      anyone
account_dormant                       anyone
account_reset_password                anyone
account_reset_password_done           anyone
account_reset_password_from_key       anyone
account_reset_password_from_key_done  anyone
account_proofing                      at identity
account_proofing_questions            at identity
account_second_factor                 at second factor
account_second_factor_setup           at set-up
account_recovery_codes                at recovery codes
your_account                          signed in
account_change_password               signed in
confirm_second_factor                 signed in
replace_authenticator                 signed in
your_recovery_codes                   signed in
account_reauthenticate                signed in
stay_signed_in                        signed in
your_sessions                         signed in
dashboard                             signed in
my_acos                               signed in
statements                            signed in
confirm_statements                    signed in
refuse_statements                     signed in
manage_access                         signed in
manage_access_csv                     signed in
my_role_requests                      signed in
withdraw_role_request                 signed in
manage_access_organization            has a role there
manage_access_people_csv              has a role there
manage_access_what_i_can_do           has a role there
manage_access_requests                has a role there
approve_role_request                  has a role there
deny_role_request                     has a role there
end_role_in_organization              has a role there
leave_organization                    has a role there
manage_access_aco                     has a QPP role in it
manage_access_aco_people_csv          has a QPP role in it
manage_access_aco_requests            answers its QPP requests
approve_role_request_in_aco           answers its QPP requests
deny_role_request_in_aco              answers its QPP requests
connect                               signed in
connect_model                         signed in
connect_find                          signed in
connect_suggestions                   signed in
connect_role                          signed in
connect_confirmation                  signed in
ask_role_again                        signed in
notifications                         signed in
notifications_read                    signed in
mail_preferences                      signed in
knowledge_library                     reads the library
library_follow                        reads the library
library_help                          reads the library
library_article                       reads the library
library_helped                        reads the library
library_versions                      reads the library
library_version                       reads the library
library_file                          reads the library
library_download                      reads the library
activate_invitation                   invited
decline_invitation                    invited
aco_overview                          reads the ACO
contacts                              reads the ACO
contact                               reads the ACO
contacts_csv                          reads the ACO
invitations                           reads the ACO
invitations_csv                       reads the ACO
activity                              reads its activity
activity_csv                          reads its activity
add_contact                           edits its contacts
end_contact                           edits its contacts
change_contact                        edits its contacts
public_line                           edits its contacts
what_i_can_do                         is in the ACO
aco_participants                      reads the ACO
participants_csv                      reads the ACO
providers_csv                         reads the ACO
participant                           reads the ACO
participant_providers_csv             reads the ACO
participant_tin                       sees its TINs in full
participant_differences               reads the ACO
participant_effects                   reads the ACO
aco_report                            is in the ACO
aco_report_file                       is in the ACO
aco_benchmark                         reads the ACO
certify_list                          reads the ACO
data_sharing                          reads beneficiary data
data_sharing_file                     reads beneficiary data
data_sharing_answers                  reads beneficiary data
delete_data_sharing_file              works with beneficiary data
certified_list                        reads the ACO
certification_pdf                     reads the ACO
certified_list_file                   sees its TINs in full
participant_differences_csv           reads the ACO
aco_change_requests                   is in the ACO
change_requests_csv                   is in the ACO
change_request                        is in the ACO
feedback_letter                       is in the ACO
change_document                       is in the ACO
start_change                          edits its contacts
start_change_of_kind                  edits its contacts
edit_change                           edits its contacts
withdraw_change                       edits its contacts
start_agreement                       edits its contacts
stop_agreement                        edits its contacts
attach_document                       edits its contacts
remove_document                       edits its contacts
change_file                           edits its contacts
change_file_template                  edits its contacts
change_file_checked                   edits its contacts
confirm_change_file                   edits its contacts
submit_changes                        signs for the ACO
aco_signing_event                     is in the ACO
read_document                         is in the ACO
document_pdf                          is in the ACO
signed_pdf                            is in the ACO
say_concern                           is in the ACO
how_to_verify                         anyone
signing_root                          anyone
aco_reporting                         is in the ACO
aco_data_hub                          is in the ACO
aco_data_hub_csv                      is in the ACO
aco_data_hub_checksums                is in the ACO
aco_data_hub_tell_me                  is in the ACO
aco_data_hub_file                     is in the ACO
aco_data_hub_zip                      is in the ACO
aco_data_hub_download                 is in the ACO
aco_reporting_csv                     is in the ACO
aco_reporting_checksums               is in the ACO
aco_reporting_tell_me                 is in the ACO
aco_reporting_file                    is in the ACO
aco_reporting_zip                     is in the ACO
aco_reporting_download                is in the ACO
file_downloads                        reads its activity
file_downloads_csv                    reads its activity
aco_correspondence                    reads its CMS mail
correspondence_csv                    reads its CMS mail
correspondence_message                reads its CMS mail
correspondence_attachment             reads its CMS mail
answer_message                        answers its CMS mail
aco_api_credentials                   manages its API credentials
aco_webhooks                          manages its API credentials
new_webhook                           manages its API credentials
aco_webhook                           manages its API credentials
rotate_webhook_secret                 manages its API credentials
delete_webhook                        manages its API credentials
turn_on_webhook                       manages its API credentials
test_webhook                          manages its API credentials
send_webhook_again                    manages its API credentials
new_api_credentials                   manages its API credentials
rotate_api_credentials                manages its API credentials
api_addresses                         manages its API credentials
delete_api_credentials                manages its API credentials
take_over_api_credentials             manages its API credentials
send_invitation_again                 edits its contacts
withdraw_invitation                   edits its contacts
confirm_acceptance                    edits its contacts
confirm_invitation                    edits its contacts
change_address                        edits its contacts
finish_address_change                 edits its contacts
invite_several                        edits its contacts
end_across                            edits contacts of several ACOs
invite_across                         edits contacts of several ACOs
bulk_template                         edits its contacts
bulk_invitation                       edits its contacts
send_bulk_invitation                  edits its contacts
bulk_result                           edits its contacts
yearly_review                         reads the ACO
yearly_review_record                  reads the ACO
yearly_review_csv                     reads the ACO
yearly_review_confirm                 edits its contacts
yearly_review_end                     edits its contacts
yearly_review_confirm_others          edits its contacts
yearly_review_complete                edits its contacts
openapi                               anyone
api_docs                              anyone
acoms_cli                             anyone
api_limits                            anyone
api_problems                          anyone
api_problem                           anyone
api_list_acos                         a program
api_get_aco                           a program
api_list_contacts                     a program
api_list_file_types                   a program
api_list_files                        a program
api_get_file                          a program
api_get_file_content                  a program
api_list_invitations                  a program
api_list_participants                 a program
api_list_differences                  a program
api_list_certified_lists              a program
api_get_certified_list                a program
api_get_certified_list_content        a program
api_list_change_requests              a program
api_list_signing_events               a program
admin:*                               CMS staff
"""
_LINES = [line.split(maxsplit=1) for line in TABLE.strip().splitlines()]
OPENS_TO: dict[str, str] = {name: who for name, who in _LINES}  # noqa: C416 - dict() loses the type


@dataclass(frozen=True, slots=True)
class Url:
    """One URL pattern with its full name and route."""

    name: str
    route: str
    view: Callable[..., Any]

    def path(self, arguments: Mapping[str, str]) -> str:
        """The URL with `arguments` filled in."""
        return "/" + re.sub(r"<(\w+)>", lambda found: arguments[found[1]], self.route)

    @property
    def opens_to(self) -> str:
        return OPENS_TO["admin:*" if self.name.startswith("admin:") else self.name]

    def policy(self, arguments: Mapping[str, str]) -> Policy | None:
        """What the access middleware finds for it."""
        return policy_of(self.view, resolve(self.path(arguments)))


def every_url(urlconf: Any = None) -> list[Url]:
    """All URLs of the site, those of libraries included."""
    return list(_walk(get_resolver(urlconf), "", ""))


def _walk(resolver: URLResolver, before: str, namespace: str) -> Iterator[Url]:
    for entry in resolver.url_patterns:
        route = before + _plain(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, route, inner)
        else:
            yield Url(f"{namespace}{entry.name or ''}", route, entry.callback)


def _plain(pattern: Any) -> str:
    """A route with its arguments as `<name>`, whichever way it is written."""
    text = str(pattern)
    if isinstance(pattern, RegexPattern):
        return re.sub(r"\(\?P<(\w+)>[^)]*\)", r"<\1>", text.removeprefix("^").removesuffix("$"))
    return re.sub(r"<\w+:(\w+)>", r"<\1>", text)
