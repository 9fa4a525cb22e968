"""Identity and sign-in, under /account/. allauth's own names for what is allauth's."""

from allauth.account import views as allauth
from allauth.decorators import rate_limit
from django.urls import path, re_path
from django.views.decorators.debug import sensitive_post_parameters

from accounts.access import SigningIn, View, said_when_ended
from accounts.signing_in import At
from accounts.views import entrance, identity, language, second_factor, your_account
from accounts.views.sessions import your_sessions
from acoms.access import PUBLIC, SIGNED_IN, allow
from acoms.site.languages import speaks

signed_in = allow(SIGNED_IN)


def anyone(view: View) -> View:
    """A page on a newcomer's way, for anyone."""
    return allow(PUBLIC)(speaks(view))


def at(state: At, view: View) -> View:
    """A page of the sign-in, for whoever stands there."""
    return allow(SigningIn(state))(speaks(said_when_ended(view)))


urlpatterns = [
    # In and out.
    path("sign-in/", anyone(entrance.SignInView.as_view()), name="account_login"),
    path("sign-out/", anyone(allauth.LogoutView.as_view()), name="account_logout"),
    path("create/", anyone(entrance.CreateAccountView.as_view()), name="account_signup"),
    path("inactive/", anyone(allauth.AccountInactiveView.as_view()), name="account_inactive"),
    path("disabled/", anyone(entrance.dormant), name="account_dormant"),
    path("language/", allow(PUBLIC)(language.choose_language), name="choose_language"),
    # The stages of a sign-in.
    path("identity/", at(At.IDENTITY, identity.identity), name="account_proofing"),
    path(
        "identity/questions/",
        at(At.IDENTITY, identity.questions),
        name="account_proofing_questions",
    ),
    path(
        "second-factor/",
        at(At.CODE, second_factor.second_factor),
        name="account_second_factor",
    ),
    path(
        "second-factor/set-up/",
        at(At.SET_UP, second_factor.second_factor_setup),
        name="account_second_factor_setup",
    ),
    path(
        "second-factor/recovery-codes/",
        at(At.RECOVERY_CODES, second_factor.recovery_codes),
        name="account_recovery_codes",
    ),
    # A forgotten password.
    path(
        "password/reset/",
        anyone(allauth.PasswordResetView.as_view()),
        name="account_reset_password",
    ),
    path(
        "password/reset/sent/",
        anyone(allauth.PasswordResetDoneView.as_view()),
        name="account_reset_password_done",
    ),
    path(
        "password/reset/done/",
        anyone(allauth.PasswordResetFromKeyDoneView.as_view()),
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        anyone(allauth.PasswordResetFromKeyView.as_view()),
        name="account_reset_password_from_key",
    ),
    # Your account.
    path("", signed_in(your_account.your_account), name="your_account"),
    path(
        "password/",
        signed_in(
            sensitive_post_parameters()(
                rate_limit(action="change_password")(your_account.ChangePasswordView.as_view())
            )
        ),
        name="account_change_password",
    ),
    path("confirm/", signed_in(your_account.confirm_second_factor), name="confirm_second_factor"),
    path(
        "authenticator/",
        signed_in(your_account.replace_authenticator),
        name="replace_authenticator",
    ),
    path(
        "recovery-codes/", signed_in(your_account.your_recovery_codes), name="your_recovery_codes"
    ),
    path(
        "reauthenticate/",
        signed_in(allauth.ReauthenticateView.as_view()),
        name="account_reauthenticate",
    ),
    path("sessions/stay/", signed_in(your_account.stay_signed_in), name="stay_signed_in"),
    path("sessions/", signed_in(your_sessions), name="your_sessions"),
]
