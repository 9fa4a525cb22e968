"""People, how their identity was proven, their passwords' past and their second factors."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar

import pgtrigger
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.authenticator import AuthenticatorApp
from accounts.recovery import RecoveryCodes
from accounts.rules import (
    DORMANT_AFTER,
    PROOFING_WINDOW,
    is_dormant,
    problem_with_address_as_user_id,
)
from accounts.session_engine import names_of
from accounts.staff import Duty, StaffRole, duty_of, refusal, role_may, roles_with
from acoms.database.history import track
from acoms.text.email_addresses import in_one_spelling, read_email, validate_readable_email
from acoms.text.named import name_on_one_line, validate_name
from acoms.text.names import LONGEST, Name, read_name

__all__ = [
    "AuthenticatorApp",
    "OpenSession",
    "PasswordUse",
    "Person",
    "ProofingAttempt",
    "RecoveryCodes",
]


class PersonManager(BaseUserManager["Person"]):
    """Makes people whose addresses and IDs have one spelling."""

    def create_user(
        self, user_id: str, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        """A person; `staff_role` makes them CMS staff, and `is_staff` alone a viewer."""
        if fields.get("is_staff"):
            fields.setdefault("staff_role", StaffRole.VIEWER)
        fields["is_staff"] = bool(fields.get("staff_role"))
        name = read_name(fields.pop("first_name", ""), fields.pop("last_name", ""))
        user_id, email = user_id.strip().lower(), read_email(email)
        if problem := problem_with_address_as_user_id(user_id, email):
            raise ValidationError(problem, code="user_id_of_another")
        person = self.model(
            user_id=user_id,
            email=email,
            first_name=name.first,
            last_name=name.last,
            **fields,
        )
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, user_id: str, email: str, password: str, **fields: Any) -> "Person":
        return self.create_user(
            user_id,
            email,
            password,
            staff_role=StaffRole.ADMINISTRATOR,
            is_superuser=True,
            **fields,
        )

    def dormant(self) -> models.QuerySet["Person"]:
        """Those who are `is_dormant`."""
        since = timezone.now() - DORMANT_AFTER
        return self.filter(
            models.Q(last_login=None) | models.Q(last_login__lte=since),
            models.Q(password_changed_at=None) | models.Q(password_changed_at__lte=since),
            created_at__lte=since,
        )

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(user_id=(username or "").strip().lower())


@track(exclude=["password", "last_login", "sign_in_epoch", "proven_first_name", "proven_last_name"])
class Person(AbstractBaseUser, PermissionsMixin):
    """A human being with an IDM user ID. What a person may do comes from contact types held."""

    user_id = models.CharField("IDM user ID", max_length=60, unique=True)
    email = models.EmailField("e-mail", unique=True, validators=[validate_readable_email])
    first_name = models.CharField(max_length=LONGEST, blank=True, validators=[validate_name])
    last_name = models.CharField(max_length=LONGEST, validators=[validate_name])
    is_staff = models.BooleanField("CMS staff", default=False)
    staff_role = models.CharField(
        "role among CMS staff",
        max_length=13,
        choices=[(role.value, role.label) for role in StaffRole],
        blank=True,
    )
    is_active = models.BooleanField("may sign in", default=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        related_name="merged_accounts",
        null=True,
        blank=True,
        editable=False,
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    proofed_at = models.DateTimeField("identity proven", null=True, blank=True, editable=False)
    proofed_by = models.CharField("identity proven by", max_length=200, blank=True, editable=False)
    proven_elsewhere = models.BooleanField(
        "proven by the Helpdesk or HARP, and no factor set up since",
        default=False,
        db_default=False,
        editable=False,
    )
    # Grows with whatever changes how the person signs in. Sign-ins that are under way and sessions
    # carry it, and are over once it has grown (decision 0047).
    sign_in_epoch = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    # For comparing with names that others typed, and with the next one that is proven: it stays
    # when proof and factor are taken away. Shown to who decides on it and to the person.
    proven_first_name = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)
    proven_last_name = models.CharField(max_length=LONGEST, blank=True, default="", editable=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    last_login = models.DateTimeField("last sign-in", null=True, blank=True)  # Django's own
    statement_agreed_at = models.DateTimeField(
        "agreed to the Statement of Truth", null=True, blank=True, editable=False
    )

    # Of mails and of pages that speak it; empty until the person has chosen one.
    language = models.CharField(max_length=2, blank=True, default="", db_default="", editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "user_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "first_name", "last_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ("last_name", "first_name", "id")
        constraints = (
            # What could be read as another address makes no second person (rules A3, E2).
            models.CheckConstraint(
                name="person_email_in_one_spelling", condition=in_one_spelling()
            ),
            models.CheckConstraint(name="person_name_on_one_line", condition=name_on_one_line()),
            models.CheckConstraint(
                name="person_user_id_in_one_case", condition=models.Q(user_id=Lower("user_id"))
            ),
            # Another one's address as a user ID would pass for them (rules A3, D10).
            models.CheckConstraint(
                name="person_user_id_no_address_of_another",
                condition=~models.Q(user_id__contains="@") | models.Q(user_id=models.F("email")),
            ),
            models.CheckConstraint(
                name="person_staff_role_known",
                condition=models.Q(staff_role__in=["", *(role.value for role in StaffRole)]),
            ),
            models.CheckConstraint(
                name="person_language_is_ours",
                condition=models.Q(language__in=["", *dict(settings.LANGUAGES)]),
            ),
            models.CheckConstraint(
                name="person_is_staff_by_role",
                condition=models.Q(is_staff=False, staff_role="")
                | (models.Q(is_staff=True) & ~models.Q(staff_role="")),
            ),
            models.CheckConstraint(
                name="person_superuser_is_staff",
                condition=models.Q(is_superuser=False) | models.Q(is_staff=True),
            ),
            models.CheckConstraint(
                name="person_merged_is_closed",
                condition=models.Q(merged_into=None)
                | (models.Q(is_active=False) & ~models.Q(merged_into=models.F("id"))),
            ),
            models.CheckConstraint(
                name="person_proven_elsewhere_is_proven",
                condition=models.Q(proven_elsewhere=False) | models.Q(proofed_at__isnull=False),
            ),
        )
        triggers = (
            # Whatever writes these, a page, a command or a shell, ends what was begun before; and
            # nothing that was read earlier can put the epoch back.
            pgtrigger.Trigger(
                name="sign_in_epoch_grows",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                func="""
                    NEW.sign_in_epoch := GREATEST(OLD.sign_in_epoch, NEW.sign_in_epoch);
                    IF NEW.password IS DISTINCT FROM OLD.password
                        OR NEW.is_active IS DISTINCT FROM OLD.is_active
                        OR (NEW.proofed_at IS NULL AND OLD.proofed_at IS NOT NULL)
                    THEN
                        NEW.sign_in_epoch := NEW.sign_in_epoch + 1;
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name} ({self.user_id})"

    @property
    def full_name(self) -> str:
        return self.name.full

    @property
    def listed_name(self) -> str:
        return self.name.listed

    @property
    def name(self) -> Name:
        return Name(self.first_name, self.last_name)

    @property
    def proven_name(self) -> Name:
        """The name by which we have proven who this is; empty where others have (A9)."""
        return Name(self.proven_first_name, self.proven_last_name)

    def set_password(self, raw_password: str | None) -> None:
        """Also notes when: a new password wakes an account that nobody used for 60 days."""
        super().set_password(raw_password)
        self.password_changed_at = timezone.now()

    def get_session_auth_hash(self) -> str:
        """Of the password and of the epoch: with either, all sessions end on their next request."""
        return f"{super().get_session_auth_hash()}.{self.sign_in_epoch}"

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        for hashed in super().get_session_auth_fallback_hash():
            yield f"{hashed}.{self.sign_in_epoch}"

    @property
    def is_dormant(self) -> bool:
        """Nobody signed in for 60 days: closed until a self-service password reset."""
        return is_dormant(
            timezone.now(), self.last_login, self.password_changed_at, self.created_at
        )

    def may(self, duty: Duty) -> bool:
        """Whether the person does this as CMS staff; superusers do everything."""
        return self.is_active and (self.is_superuser or role_may(self.staff_role, duty))

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Asked by the admin only; elsewhere contact types decide."""
        duty = duty_of(perm)
        return duty is not None and self.may(duty)

    def refusal_of(self, perm: str) -> tuple[str, tuple[str, ...]]:
        """Why one of Django's permissions is refused, and the roles that have it."""
        duty = duty_of(perm)
        if duty is None:
            return "Nobody does this in the admin.", ()
        return refusal(self.staff_role, duty), tuple(role.label for role in roles_with(duty))

    def has_module_perms(self, app_label: str) -> bool:
        return self.may(Duty.READ)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.first_name or self.last_name


class PasswordUse(models.Model):
    """A password that a person has had, as its hash, so that it is not used again too soon."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="password_uses")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("-set_at", "-id")
        indexes = (models.Index(fields=["person", "-set_at"], name="password_use_of_person"),)

    def __str__(self) -> str:
        return f"a password of {self.person_id}"


class OpenSessionQuerySet(models.QuerySet["OpenSession"]):
    def alive(self) -> "OpenSessionQuerySet":
        """Those that a browser may still come back to."""
        there = Session.objects.filter(
            session_key=models.OuterRef("stored_as"), expire_date__gt=timezone.now()
        )
        return self.filter(models.Exists(there))

    def of_key(self, session_key: str | None) -> "OpenSessionQuerySet":
        """The one whose key a browser has."""
        return self.filter(stored_as__in=names_of(session_key))


class OpenSession(models.Model):
    """Where a person is signed in: what they see of a session, and how others find it to end it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    stored_as = models.CharField(max_length=40, unique=True, editable=False)  # the session's row
    began_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    objects = OpenSessionQuerySet.as_manager()

    class Meta:
        ordering = ("began_at", "pk")

    def __str__(self) -> str:
        return f"a session of {self.person_id}"


class ProofingAttemptQuerySet(models.QuerySet["ProofingAttempt"]):
    def counted(self) -> "ProofingAttemptQuerySet":
        """What counts towards the limit: everything in the window but the bureau's outages."""
        since = timezone.now() - PROOFING_WINDOW
        return self.filter(started_at__gt=since).exclude(
            outcome=ProofingAttempt.Outcome.UNAVAILABLE
        )

    def answerable(self) -> "ProofingAttemptQuerySet":
        """Those whose questions can still be answered: once, and for a while."""
        since = timezone.now() - ProofingAttempt.QUESTIONS_LAST
        return self.filter(
            answered_at=None, outcome=ProofingAttempt.Outcome.OPEN, started_at__gt=since
        )


@track()
class ProofingAttempt(models.Model):
    """One try at remote identity proofing (rule A9). Holds nothing that the person answered."""

    class Outcome(models.TextChoices):
        OPEN = "open", "Not answered"
        PASSED = "passed", "Passed"
        FAILED = "failed", "Not passed"
        OTHER_NAME = "other_name", "Passed under another name than the account's: nothing proven"
        NO_FILE = "no_file", "No file at the bureau"
        UNAVAILABLE = "unavailable", "Bureau not available"

    QUESTIONS_LAST: ClassVar[timedelta] = timedelta(minutes=15)

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="proofing_attempts")
    reference = models.CharField(max_length=20, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = ProofingAttemptQuerySet.as_manager()

    class Meta:
        ordering = ("-started_at",)
        indexes = (models.Index(fields=["person", "-started_at"], name="proofing_of_person"),)

    def __str__(self) -> str:
        return self.reference
