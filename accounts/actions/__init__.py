"""Every write about people, their identity and their second factors."""

from accounts.actions.factors import (
    give_recovery_codes,
    mark_recovery_codes_saved,
    refusal_of_code,
    remove_second_factor,
    replace_authenticator,
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
    choose_language,
    create_person,
    is_resting,
    remember_password,
    save_person,
    send_password_reset,
    tell_of_security_change,
)
from accounts.actions.proven_elsewhere import ProvenPerson, create_proven_people
from accounts.actions.recovering import recover_staff
from accounts.actions.sessions import begin_session, end_sessions, follow_session
from accounts.actions.sign_ins import (
    after_proof,
    begin_sign_in,
    codes_of_sign_in,
    enter_with_code,
    finish_sign_in,
    save_codes_and_enter,
    set_up_authenticator,
)

__all__ = [
    "ProvenPerson",
    "after_proof",
    "agree_to_statement",
    "answer_questions",
    "begin_proofing",
    "begin_session",
    "begin_sign_in",
    "change_password",
    "choose_language",
    "codes_of_sign_in",
    "create_person",
    "create_proven_people",
    "end_sessions",
    "enter_with_code",
    "finish_sign_in",
    "follow_session",
    "give_recovery_codes",
    "is_resting",
    "mark_recovery_codes_saved",
    "merge_people",
    "record_manual_proofing",
    "record_no_file",
    "record_outage",
    "recover_staff",
    "refusal_of_code",
    "remember_password",
    "remove_second_factor",
    "replace_authenticator",
    "save_codes_and_enter",
    "save_person",
    "send_password_reset",
    "set_up_authenticator",
    "tell_of_security_change",
    "verify_second_factor",
]
