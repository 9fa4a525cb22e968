"""Signing in and creating an account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm, SignupForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from django import forms
from django.contrib.auth import password_validation
from django.http import HttpRequest
from django.utils.translation import get_language, gettext, gettext_lazy

from accounts.actions import agree_to_statement, create_person
from accounts.hashers import normalized
from accounts.models import Person
from accounts.recovery import read_any_code
from accounts.rules import USER_ID_LENGTH, problem_with_user_id
from accounts.signup import Voucher
from accounts.statement import LABEL, STATEMENT
from acoms.site.forms import YOUR_ONE_WORD, CodeField, EmailAddressField, NamedForm, NameField
from acoms.text.email_addresses import normalize_email
from acoms.text.saying import say


def statement_field() -> forms.BooleanField:
    """The checkbox below the Statement of Truth; nothing goes on without it."""
    return forms.BooleanField(
        label=LABEL,
        error_messages={
            "required": gettext_lazy("Read the Statement of Truth and check the box to continue.")
        },
    )


class ConfirmForm(forms.Form):
    """A code of the second factor: at sign-in, and for changes that cost one each time, for which
    what was proven at sign-in does not count."""

    code = CodeField(
        read_any_code,
        label=gettext_lazy("Security code"),
        help_text=gettext_lazy(
            "Enter the six digits from your authenticator app, or one of your recovery codes. Each "
            "code works once."
        ),
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """IDM user ID, password, and agreement to the Statement of Truth."""

    agreed = statement_field()
    statement = STATEMENT  # the page shows it above the checkbox
    field_order = ("login", "password", "agreed")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = gettext("Password")
        self.fields["login"].label = gettext("IDM user ID")
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields["login"].widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.fields["password"].help_text = ""
        self.order_fields(self.field_order)

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> Any:
        agree_to_statement(acting_person=self.user)
        return super().login(request, redirect_url)


class _TypedTwice:
    """Before a form with a new password in two fields: compared as the hashers normalize it."""

    cleaned_data: dict[str, Any]

    def clean_password1(self) -> str:
        return normalized(self.cleaned_data["password1"])

    def clean_password2(self) -> str:
        return normalized(self.cleaned_data["password2"])


class ChangePasswordForm(_TypedTwice, AllauthChangePasswordForm):  # type: ignore[misc]
    """A new password, on one's own account's page."""


class ResetPasswordKeyForm(_TypedTwice, AllauthResetPasswordKeyForm):  # type: ignore[misc]
    """A new password, by the link in a mail."""


class CreateAccountForm(_TypedTwice, NamedForm, SignupForm):  # type: ignore[misc]
    """A new account for the address that the visitor's voucher vouches for."""

    first_name = NameField(
        label=gettext_lazy("First name"),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    last_name = NameField(
        label=gettext_lazy("Last name"),
        help_text=YOUR_ONE_WORD,
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    agreed = statement_field()
    statement = STATEMENT  # the page shows it above the checkbox
    field_order = (
        "first_name",
        "last_name",
        "username",
        "password1",
        "password2",
        "agreed",
    )

    def __init__(self, *args: Any, voucher: Voucher, **kwargs: Any) -> None:
        self.voucher = voucher
        super().__init__(*args, **kwargs)
        self.fields["first_name"].initial = voucher.first_name
        self.fields["last_name"].initial = voucher.last_name
        user_id = self.fields["username"]
        user_id.label = gettext("IDM user ID")
        user_id.help_text = say(
            "{least} to {most} letters, digits and the characters . _ - @. Capital letters do "
            "not matter. If it has an @, it must be your e-mail address.",
            least=USER_ID_LENGTH[0],
            most=USER_ID_LENGTH[1],
        )
        user_id.widget.attrs.update({"autocapitalize": "none", "spellcheck": "false"})
        self.fields["password1"].label = gettext("Password")
        self.fields["password2"].label = gettext("Confirm password")
        for name in ("username", "password1", "password2"):
            self.fields[name].widget.attrs.pop("placeholder", None)

    def clean_username(self) -> str:
        typed = str(self.cleaned_data["username"]).strip()
        if problem := problem_with_user_id(typed, normalize_email(self.voucher.email)):
            raise forms.ValidationError(problem)
        user_id: str = get_adapter().clean_username(typed.lower())
        return user_id

    def clean(self) -> dict[str, Any]:
        """As allauth does, but with the names, which a password must not contain."""
        data = self.with_name()
        person = Person(
            user_id=data.get("username", ""),
            email=self.voucher.email,
            first_name=data.get("first_name", ""),
            last_name=data.get("last_name", ""),
        )
        password = data.get("password1")
        if password:
            try:
                password_validation.validate_password(password, user=person)
            except forms.ValidationError as problems:
                self.add_error("password1", problems)
        if password and "password2" in data and password != data["password2"]:
            self.add_error(
                "password2",
                gettext("The two passwords do not match. Enter the same password twice."),
            )
        return data

    def try_save(self, request: HttpRequest) -> tuple[Person, None]:
        """The new person. Raises UserIdTaken or EmailTaken if someone else was faster."""
        data = self.cleaned_data
        person = create_person(
            voucher=self.voucher,
            user_id=data["username"],
            first_name=data["first_name"],
            last_name=data["last_name"],
            password=data["password1"],
            language=get_language() or "",
        )
        return person, None


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """Asks for the address only: whether it has an account is not told."""

    # Read before allauth lowers its case, which makes one of more letters than a to z (rule E2).
    email = EmailAddressField(
        label=gettext_lazy("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
