"""People and their second factors."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from acoms.email_addresses import normalize_email
from acoms.history import track


class PersonManager(BaseUserManager["Person"]):
    """Makes people whose addresses and IDs have one spelling."""

    def create_user(
        self, user_id: str, email: str, password: str | None = None, **fields: Any
    ) -> "Person":
        person = self.model(user_id=user_id.strip().lower(), email=normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, user_id: str, email: str, password: str, **fields: Any) -> "Person":
        return self.create_user(
            user_id, email, password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(user_id=(username or "").strip().lower())


@track(exclude=["password", "last_login"])
class Person(AbstractBaseUser, PermissionsMixin):
    """A human being with an IDM user ID. What a person may do comes from contact types held."""

    user_id = models.CharField("IDM user ID", max_length=60, unique=True)
    email = models.EmailField("e-mail", unique=True)
    first_name = models.CharField(max_length=80)
    last_name = models.CharField(max_length=80)
    is_staff = models.BooleanField("CMS staff", default=False)
    is_active = models.BooleanField("may sign in", default=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    proofed_at = models.DateTimeField("identity proven", null=True, blank=True, editable=False)
    proofed_by = models.CharField("identity proven by", max_length=200, blank=True, editable=False)
    password_changed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "user_id"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["email", "first_name", "last_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ("last_name", "first_name", "id")
        constraints = (
            models.CheckConstraint(
                name="person_email_in_one_case", condition=models.Q(email=Lower("email"))
            ),
            models.CheckConstraint(
                name="person_user_id_in_one_case", condition=models.Q(user_id=Lower("user_id"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name} ({self.user_id})"

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}"

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.first_name
