"""Every write about people, their identity and their second factors."""

from accounts.actions.factors import (
    confirm_authenticator,
    confirm_recovery_codes_saved,
    give_recovery_codes,
    remove_second_factor,
    start_authenticator_setup,
    verify_second_factor,
)
from accounts.actions.identity import (
    answer_questions,
    begin_proofing,
    record_manual_proofing,
    record_no_file,
    record_outage,
)
from accounts.actions.merging import merge_people
from accounts.actions.people import (
    agree_to_statement,
    change_password,
    create_person,
    end_sessions,
    remember_password,
    save_person,
    send_password_reset,
    tell_of_security_change,
)
from accounts.actions.proven_elsewhere import ProvenPerson, create_proven_people
from accounts.actions.recovering import recover_staff

__all__ = [
    "ProvenPerson",
    "agree_to_statement",
    "answer_questions",
    "begin_proofing",
    "change_password",
    "confirm_authenticator",
    "confirm_recovery_codes_saved",
    "create_person",
    "create_proven_people",
    "end_sessions",
    "give_recovery_codes",
    "merge_people",
    "record_manual_proofing",
    "record_no_file",
    "record_outage",
    "recover_staff",
    "remember_password",
    "remove_second_factor",
    "save_person",
    "send_password_reset",
    "start_authenticator_setup",
    "tell_of_security_change",
    "verify_second_factor",
]
