"""The API Credentials page of an ACO: what there is, making more, and changing them (rule H1)."""

from collections.abc import Callable
from typing import Any

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import confirmed
from accounts.forms import ConfirmForm
from acoms.api.resources import ACO_MS, GROUPS, resource
from acoms.once.shown import fingerprint
from api.credentials.actions import (
    Made,
    Wanted,
    change_addresses,
    create_credentials,
    delete_credentials,
    rotate_credentials,
    shown_to_change,
    take_over,
)
from api.credentials.forms import ACCESS_LEVEL, AddressesForm, NewCredentialsForm
from api.credentials.models import Credentials
from api.credentials.queries import acos_kept_by, shown_of
from contacts.access import AcoRequest

Do = Callable[[Any], Made | None]


@require_safe
def credentials(request: AcoRequest, aco_id: str) -> HttpResponse:
    """The ACO's credentials, in their groups."""
    found = shown_of(request.aco_access.aco)
    groups = [(group, [one for one in found if one.credentials.group == group]) for group in GROUPS]
    return render(request, "api/credentials/credentials.html", {"groups": groups, "any": found})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def new_credentials(request: AcoRequest, aco_id: str) -> HttpResponse:
    aco, person = request.aco_access.aco, request.user
    form = NewCredentialsForm(
        request.POST or None, address=_address(request), aco=aco, acos=acos_kept_by(person.pk)
    )

    def create(typed: dict[str, Any]) -> Made:
        wanted = Wanted(
            name=typed["name"],
            resources=typed["resources"],
            addresses=form.typed_addresses,
            everywhere=typed.get("everywhere") == "yes",
        )
        return create_credentials(acting_person=person, aco=aco, wanted=wanted, code=typed["code"])

    context = {"access_level": ACCESS_LEVEL, "days": settings.API_CREDENTIALS_DAYS}
    return _confirmed(request, form, create, "api/credentials/new.html", context)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def rotate(request: AcoRequest, aco_id: str, uid: Any) -> HttpResponse:
    found = _found(request, uid)
    return _confirmed(
        request,
        ConfirmForm(request.POST or None),
        lambda typed: rotate_credentials(**_asked(request, found, typed), shown=_shown(request)),
        "api/credentials/rotate.html",
        {"credentials": found, "hours": settings.API_CREDENTIALS_OVERLAP_HOURS},
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def addresses(request: AcoRequest, aco_id: str, uid: Any) -> HttpResponse:
    found = _found(request, uid)
    initial = {"addresses": "\n".join(found.addresses)}
    form = AddressesForm(request.POST or None, address=_address(request), initial=initial)

    def change(typed: dict[str, Any]) -> None:
        change_addresses(
            **_asked(request, found, typed), addresses=form.typed_addresses, shown=_shown(request)
        )
        messages.success(request, f"{found.name} may be used from these addresses now.")

    return _confirmed(
        request, form, change, "api/credentials/addresses.html", {"credentials": found}
    )


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: AcoRequest, aco_id: str, uid: Any) -> HttpResponse:
    aco = request.aco_access.aco
    found = get_object_or_404(Credentials, uid=uid, acos__aco=aco)
    if request.method != "POST" and not Credentials.objects.of_aco(aco).filter(uid=uid).exists():
        return redirect("aco_api_credentials", aco_id)

    def do(typed: dict[str, Any]) -> None:
        delete_credentials(**_asked(request, found, typed))
        messages.success(request, f"{found.name} was deleted.")

    form = ConfirmForm(request.POST or None)
    return _confirmed(request, form, do, "api/credentials/delete.html", {"credentials": found})


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: AcoRequest, aco_id: str, uid: Any) -> HttpResponse:
    found = _found(request, uid)

    def do(typed: dict[str, Any]) -> None:
        take_over(**_asked(request, found, typed))
        messages.success(request, f"You answer for {found.name} now. Rotate them next.")

    form = ConfirmForm(request.POST or None)
    return _confirmed(request, form, do, "api/credentials/take_over.html", {"credentials": found})


def _confirmed(
    request: AcoRequest, form: ConfirmForm, do: Do, template: str, context: dict[str, Any]
) -> HttpResponse:
    """The form, or what comes of it: a secret in the answer itself and nowhere else (rule E5), or
    the list of credentials."""

    @sensitive_variables("typed", "made", "shown")
    def answer(typed: dict[str, Any]) -> HttpResponse:
        if (made := do(typed)) is None:
            return redirect("aco_api_credentials", request.aco_access.aco.aco_id)
        shown = {"made": made, "configure": configure_line(made), "token": token_line(made)}
        return render(request, "api/credentials/secret.html", shown)

    if (answered := confirmed(request, form, answer)) is not None:
        return answered
    if found := context.get("credentials"):
        found.refresh_from_db()
        context["shows"] = fingerprint(shown_to_change(found))
    return render(request, template, {**context, "form": form})


def configure_line(made: Made) -> str:
    """The line that gives the credentials to the command line."""
    key, site = made.client_id.client_id, settings.SITE_URL.rstrip("/")
    return f"acoms-cli configure --key {key} --secret {made.secret} --env {site}"


def token_line(made: Made) -> str:
    """The line that asks for a token, for an API that is not ours; "" for ACO-MS's own."""
    kinds = map(resource, made.credentials.resources)
    if any(one is None or one.group == ACO_MS for one in kinds):
        return ""
    key, site = made.client_id.client_id, settings.SITE_URL.rstrip("/")
    form = "--data grant_type=client_credentials"
    return f"curl --user {key}:{made.secret} {form} {site}/auth/token"


def _found(request: AcoRequest, uid: Any) -> Credentials:
    """The credentials of this ACO; one deleted meanwhile is told so by the action."""
    return get_object_or_404(Credentials, uid=uid, acos__aco=request.aco_access.aco)


def _shown(request: AcoRequest) -> str | None:
    """The fingerprint of what the page showed (`acoms.once.shown`)."""
    return request.POST.get("shown")


def _asked(request: AcoRequest, credentials: Credentials, typed: dict[str, Any]) -> dict[str, Any]:
    """What every action is given."""
    return {
        "acting_person": request.user,
        "aco": request.aco_access.aco,
        "credentials": credentials,
        "code": typed["code"],
    }


def _address(request: AcoRequest) -> str:
    return str(get_client_ip(request) or "")
