"""Creating people, their agreement, their passwords and their sessions."""

from datetime import datetime

import pghistory
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.actions.sessions import end_sessions
from accounts.duties import require, require_over
from accounts.errors import EmailTaken, LanguageUnknown, UserIdTaken
from accounts.models import OpenSession, PasswordUse, Person
from accounts.notices import PASSWORD_RESET, SECURITY_CHANGE
from accounts.rules import PASSWORDS_REMEMBERED
from accounts.session_engine import names_of
from accounts.signup import Voucher
from accounts.staff import Duty, StaffRole
from acoms.access import Decision, Refused
from acoms.once.again import was_just_sent
from acoms.programme.vocabulary import complete
from acoms.site.languages import is_language
from acoms.text.email_addresses import normalize_email
from acoms.text.names import read_name
from notifications.actions import notify
from notifications.kinds import Kind
from notifications.models import Notification


def create_person(
    *,
    voucher: Voucher,
    user_id: str,
    first_name: str,
    last_name: str,
    password: str,
    language: str = "",
) -> Person:
    """An account for the address that the voucher vouches for, which counts as verified.

    The person has just agreed to the Statement of Truth. Of two at once for one user ID or one
    address, one gets the account and the other gets UserIdTaken or EmailTaken.
    """
    email = normalize_email(voucher.email)
    try:
        with transaction.atomic():
            person = Person.objects.create_user(
                user_id,
                email,
                password,
                first_name=first_name,
                last_name=last_name,
                statement_agreed_at=timezone.now(),
                language=language,
            )
            EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    except IntegrityError as error:
        if Person.objects.filter(email=email).exists():
            raise EmailTaken from error
        raise UserIdTaken from error
    return person


_NEW_ROLE = {
    "": gettext_noop("You are no longer among the CMS staff of ACO-MS."),
    StaffRole.VIEWER: gettext_noop("You are CMS viewer now, with its pages in the admin."),
    StaffRole.ANALYST: gettext_noop("You are CMS analyst now, with its pages in the admin."),
    StaffRole.ADMINISTRATOR: gettext_noop(
        "You are CMS administrator now, with its pages in the admin."
    ),
}
complete(StaffRole, _NEW_ROLE)


@transaction.atomic
def save_person(*, acting_person: Person, person: Person) -> None:
    """CMS staff have changed someone's name, whether they may sign in, or their role among staff.

    Whoever may no longer sign in is signed out everywhere, and whoever's role changes is told.
    Raises Refused for what the acting person's role does not include, and UnreadableName.
    """
    fields = ["first_name", "last_name", "is_active", "is_staff", "is_superuser", "staff_role"]
    with pghistory.context(action="save person", acting_person=acting_person.pk):
        before = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
        if person.is_superuser and not person.staff_role:
            person.staff_role = StaffRole.ADMINISTRATOR
        person.is_staff = bool(person.staff_role)
        require_over(acting_person, Duty.CORRECT_PEOPLE, before)
        name = read_name(person.first_name, person.last_name)
        person.first_name, person.last_name = name.first, name.last
        if person.is_superuser != before.is_superuser and not acting_person.is_superuser:
            raise Refused(Decision(False, "Only a superuser makes superusers."))
        if person.staff_role != before.staff_role:
            require(acting_person, Duty.MAKE_STAFF)
            tell_of_security_change(person=person, what=_NEW_ROLE[person.staff_role])
        person.save(update_fields=fields)
        if not person.is_active:
            end_sessions(acting_person=acting_person, person=person)


@transaction.atomic
def agree_to_statement(*, acting_person: Person) -> None:
    """The person agreed to the Statement of Truth just now (rule D10); history keeps each time."""
    acting_person.statement_agreed_at = timezone.now()
    with pghistory.context(user=acting_person.pk):
        acting_person.save(update_fields=["statement_agreed_at"])


@transaction.atomic
def choose_language(*, acting_person: Person, language: str) -> None:
    """From now on the person reads mails, and pages that speak it, in this language. Raises
    LanguageUnknown."""
    if not is_language(language):
        raise LanguageUnknown
    acting_person.language = language
    with pghistory.context(action="choose language", acting_person=acting_person.pk):
        acting_person.save(update_fields=["language"])


@transaction.atomic
def change_password(*, person: Person, password: str, session_key: str = "") -> None:
    """A new password, remembered with the last six; all sessions and sign-ins of the old one end.

    But not the session with the key `session_key`, which must carry the epoch that `person` then
    has. The others are kept for their next request, which says why they ended; whoever was signed
    in through one of them elsewhere is signed out there now (`qpp_roles.openid.listening`).
    """
    person.set_password(password)
    person.save(update_fields=["password", "password_changed_at"])
    person.refresh_from_db(fields=["sign_in_epoch"])
    OpenSession.objects.filter(person=person).exclude(stored_as__in=names_of(session_key)).delete()


@transaction.atomic
def remember_password(*, person: Person) -> None:
    """Keep the hash of the password just set, and forget those older than the last six."""
    PasswordUse.objects.create(person=person, password=person.password)
    kept = person.password_uses.values_list("pk", flat=True)[:PASSWORDS_REMEMBERED]
    person.password_uses.exclude(pk__in=list(kept)).delete()


@transaction.atomic
def send_password_reset(*, person: Person) -> None:
    """Mail a link for setting a new password, made when the mail is; one within a minute
    (`acoms.once.again`)."""
    if is_resting(PASSWORD_RESET, person, timezone.now()):
        return
    notify(PASSWORD_RESET, person=person, data={"user_id": person.user_id})


def is_resting(kind: Kind, person: Person, now: datetime) -> bool:
    """Whether a mail of this kind was written to a person a moment ago; of two who ask at once one
    waits for the other."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    earlier = Notification.objects.filter(kind=kind.name, person=person).order_by("-created_at")
    last = earlier.values_list("created_at", flat=True).first()
    return last is not None and was_just_sent(last, now)


@transaction.atomic
def tell_of_security_change(*, person: Person, what: str) -> None:
    """Tell someone what has changed about how they sign in, in case it was not them."""
    notify(SECURITY_CHANGE, person=person, data={"what": what})
