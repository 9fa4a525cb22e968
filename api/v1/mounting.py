"""All operations that the subjects have opened, as one API of django-ninja's, and their URLs."""

from collections.abc import Callable, Iterator
from functools import cache, wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import URLPattern, path
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.operation import Operation

from acoms.access import Refused, allow, policy_of
from acoms.api.doors import OPENED
from acoms.api.problems import FORBIDDEN, INVALID_PARAMETERS, NOT_FOUND, Problem, problem
from api.v1.refusing import invalid, unknown

VERSION = "1.0.0"
View = Callable[..., HttpResponseBase]


@cache
def the_api() -> NinjaAPI:
    """Made once, when every room has opened its doors."""
    api = NinjaAPI(title="ACO-MS API", version=VERSION, openapi_url=None, docs_url=None)
    api.add_exception_handler(Problem, _problem)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ValidationError, _invalid)
    for doors in OPENED:
        api.add_router("", doors.router)
    return api


def operation_urls() -> Iterator[URLPattern]:
    """A URL for each operation, named after it, with the policy that it states."""
    for router in the_api()._get_bound_routers():
        for route, path_view in router.path_operations.items():
            (operation,) = path_view.operations
            policy = policy_of(operation.view_func)
            assert policy is not None, f"{route} states no policy"
            name = f"api_{operation.operation_id}"
            view = _knows_its_parameters(operation, path_view.get_view())
            yield path(_django(route), allow(policy)(view), name=name)


def _knows_its_parameters(operation: Operation, view: View) -> View:
    """Refuses a parameter that the operation does not have: it may be a typing error, and a filter
    that filters nothing."""
    queries = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    names = {name for model in queries for name in model.__ninja_flatten_map__}

    @wraps(view)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if errors := unknown(set(request.GET) - names, names):
            return _not_valid(errors)
        return view(request, **kwargs)

    return checked


def _django(route: str) -> str:
    return route.lstrip("/").replace("{", "<").replace("}", ">").replace("<aco_id>", "<str:aco_id>")


def _problem(request: HttpRequest, raised: Problem | type[Problem]) -> HttpResponse:
    assert isinstance(raised, Problem)
    return problem(raised.sort, raised.detail)


def _refused(request: HttpRequest, raised: Refused | type[Refused]) -> HttpResponse:
    assert isinstance(raised, Refused)
    return problem(FORBIDDEN, raised.decision.reason)


def _not_found(request: HttpRequest, raised: Http404 | type[Http404]) -> HttpResponse:
    return problem(NOT_FOUND)


def _invalid(request: HttpRequest, raised: ValidationError | type[ValidationError]) -> HttpResponse:
    assert isinstance(raised, ValidationError)
    return _not_valid([invalid(one) for one in raised.errors])


def _not_valid(errors: list[dict[str, str]]) -> HttpResponse:
    return problem(INVALID_PARAMETERS, " ".join(one["message"] for one in errors), errors=errors)
