"""The floor's views."""

from datetime import timedelta
from hashlib import sha256
from typing import Any, cast
from uuid import uuid4

import pghistory
from django.contrib.auth.decorators import login_required
from django.contrib.postgres.aggregates import ArrayAgg
from django.db import transaction
from django.db.models import Min
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from api.credentials.models import CredentialsAco
from api.credentials.rules import is_among
from api.tokens.models import AccessToken
from contacts.models import Contact
from contacts.types import label_of
from invitations.models import Invitation
from notifications.models import Notification


@login_required
def contacts(request: HttpRequest, aco: int) -> HttpResponse:
    """The same people with the same types: one query, one template without a base."""
    rows = [(row, ", ".join(label_of(code) for code in row.codes)) for row in _contacts_of(aco)]
    return render(request, "contacts.html", {"contacts": rows})


def contacts_as_json(request: HttpRequest, aco: int) -> HttpResponse:
    """The same once more for a program, after the two queries of its token that we ask, too."""
    if not _may_read(request, aco):
        return HttpResponse(status=401)
    items = [
        {
            "id": row.pk,
            "first_name": row.person.first_name,
            "last_name": row.person.last_name,
            "email": row.person.email,
            "phone": row.phone,
            "title": row.title,
            "types": [{"code": code, "name": label_of(code)} for code in row.codes],
            "since": row.since,
        }
        for row in _contacts_of(aco)
    ]
    return JsonResponse({"items": items})


def _may_read(request: HttpRequest, aco: int) -> bool:
    now = timezone.now()
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = (
        AccessToken.objects.filter(
            sha256=sha256(sent.encode()).hexdigest(),
            expires_at__gt=now,
            client_id__ends_at__gt=now,
            client_id__credentials__ended_at=None,
        )
        .select_related("client_id__credentials")
        .first()
    )
    if token is None:
        return False
    credentials = token.client_id.credentials
    acos = CredentialsAco.objects.answered_for().filter(credentials=credentials)
    return (
        is_among(request.META["REMOTE_ADDR"], credentials.addresses)
        and "contacts" in credentials.resources
        and aco in acos.values_list("aco", flat=True)
    )


def _contacts_of(aco: int) -> list[Any]:
    return list(
        Contact.objects.filter(aco=aco, held_types__ended_at=None)
        .annotate(codes=ArrayAgg("held_types__type"), since=Min("held_types__since"))
        .select_related("person")
        .order_by("person__last_name", "person__first_name", "pk")[:50]
    )


@csrf_exempt
@login_required
def insert(request: HttpRequest, aco: int) -> HttpResponse:
    """The rows that an invitation leaves, history included, without a form, a rule or a check."""
    now = timezone.now()
    person = cast("int", request.user.pk)
    email = f"{uuid4().hex}@example.org"
    with transaction.atomic(), pghistory.context(user=person, url=request.path):
        mail = Notification.objects.create(
            kind="invited",
            address=email,
            data={"invitation": 0, "generation": 1},
            on_screen=False,
            by_email=True,
        )
        Invitation.objects.create(
            aco_id=aco,
            email=email,
            first_name="Pat",
            last_name="Invitee",
            types=["other"],
            invited_by_id=person,
            sent_at=now,
            expires_at=now + timedelta(days=15),
            mail=mail,
        )
    return redirect("/")
