"""What programs ask of tokens: JSON in, JSON out."""

from http import HTTPStatus

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from acoms.api.authentication import Forbidden, NotAuthenticated, caller_of


@require_safe
def welcome(request: HttpRequest) -> JsonResponse:
    """What the request's token is good for at this moment, and from which address it came."""
    try:
        caller = caller_of(request)
    except NotAuthenticated as refusal:
        return _answer(
            {"error": "invalid_token", "error_description": str(refusal)},
            HTTPStatus.UNAUTHORIZED,
            {"WWW-Authenticate": refusal.challenge},
        )
    except Forbidden as refusal:
        return _answer(
            {"error": "access_denied", "error_description": str(refusal)}, HTTPStatus.FORBIDDEN
        )
    return _answer(
        {
            "name": caller.name,
            "client_id": caller.client_id,
            "resources": sorted(caller.resources),
            "acos": sorted(caller.aco_ids),
            "address": caller.address,
        }
    )


def _answer(
    answer: dict[str, object],
    status: HTTPStatus = HTTPStatus.OK,
    headers: dict[str, str] | None = None,
) -> JsonResponse:
    return JsonResponse(
        answer, status=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )
