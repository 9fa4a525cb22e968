"""The pages before an account that nobody invited: the address, the mail, the code (B5)."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Person
from accounts.registration import actions
from accounts.registration.forms import RegisterForm
from accounts.registration.models import Registration
from accounts.registration.rules import State
from accounts.registration.secrets import read_token
from accounts.registration.voucher import OPENED
from accounts.signup import after_sign_in_url
from acoms.crypto.link_secrets import LinkTarget
from acoms.site.forms import SecurityCodeForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Asks for the address. The answer is the same whether it has an account or not (E5)."""
    if request.user.is_authenticated:
        return redirect(after_sign_in_url(request))
    form = RegisterForm(request.POST or None)
    if not form.is_valid():
        return render(request, "accounts/registration/register.html", {"form": form})
    email = form.cleaned_data["email"]
    too_many: HttpResponse | None = ratelimit.consume_or_429(
        request, action="registration", key=email
    )
    if too_many is not None:
        return too_many
    actions.ask_for_account(email=email)
    return redirect("register_sent")


@require_safe
def register_sent(request: HttpRequest) -> HttpResponse:
    """What to do now; it does not know for whom."""
    return render(request, "accounts/registration/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_registration(request: HttpRequest, token: str) -> HttpResponse:
    """The e-mailed link. GET shows the field for the code, POST tries it (rules E4, E7)."""
    target = read_token(token)
    if target is None:
        return _dead(request, "unknown", 404)
    found = Registration.objects.filter(pk=target.row_id).first()
    if found is None:
        return _dead(request, "unknown", 404)
    if found.generation != target.generation:
        return _dead(request, "replaced", 410)
    if Person.objects.filter(email=found.email).exists():
        return _dead(request, "used", 410)
    if found.state is not State.OPEN:
        return _dead(request, found.state.value, 410)
    form = SecurityCodeForm(request.POST or None)
    if form.is_valid():
        return _try_code(request, target, form)
    return render(request, "accounts/registration/open.html", {"form": form})


def _try_code(request: HttpRequest, target: LinkTarget, form: SecurityCodeForm) -> HttpResponse:
    too_many: HttpResponse | None = ratelimit.consume_or_429(request, action="registration_code")
    if too_many is not None:
        return too_many
    if actions.try_code(
        registration_id=target.row_id,
        generation=target.generation,
        typed=form.cleaned_data["code"],
    ):
        OPENED.remember(request, target)
        return redirect("account_signup")
    left = Registration.objects.get(pk=target.row_id).tries_left
    if not left:
        return _dead(request, "locked", 410)
    form.refuse(left)
    return render(request, "accounts/registration/open.html", {"form": form})


def _dead(request: HttpRequest, kind: str, status: int) -> HttpResponse:
    return render(request, "accounts/registration/dead.html", {"kind": kind}, status=status)
