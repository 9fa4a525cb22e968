"""Logs: JSON lines in production, readable lines elsewhere, and no secret in either (rule E5)."""

import re
from typing import Any

import structlog
from django.http import HttpRequest
from django_structlog.middlewares import RequestMiddleware as StructlogRequestMiddleware

# Links carry their secret in the path: an invitation's token, a calendar's, allauth's password
# reset key.
_LINK_SECRETS = re.compile(
    r"((?<!/dashboard)/calendar/|/invitation/)(?!(?:\d+|answer)/)[^/\s\"'?\x1b]+|(/account/(?:[a-z-]+/)*)(?=[^/\s]*[0-9A-Z:])[^/\s\"'?\x1b]{8,}"
)
_QUERY = re.compile(r"(/[\w./%-]*)\?[^\s\"'\x1b]+")


def redact(text: str) -> str:
    """The text without the secrets of links and without query strings.

    >>> redact("GET /invitation/abc123/?next=/x")
    'GET /invitation/[secret]/?[query]'
    """
    text = _LINK_SECRETS.sub(lambda m: f"{m[1] or m[2]}[secret]", text)
    return _QUERY.sub(r"\1?[query]", text)


class RequestMiddleware(StructlogRequestMiddleware):
    """Logs each request's method and path, never its query string, and no health check."""

    def __call__(self, request: HttpRequest) -> Any:
        if request.path == "/healthz/":  # asked every few seconds; it logs what is down itself
            return self.get_response(request)
        return super().__call__(request)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        return f"{request.method} {redact(request.path)}"


def _redact_line(logger: Any, method: str, line: str) -> str:
    """The last step of every log line: whatever put a link into it, its secret goes no further."""
    return redact(line)


_shared: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]


def configure_structlog() -> None:
    """Send what structlog logs through Python's own logging, so that one set of rules holds."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared,
            structlog.stdlib.PositionalArgumentsFormatter(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def logging_settings(*, json: bool, level: str = "INFO") -> dict[str, Any]:
    """Django's LOGGING. Tracebacks are plain: the rich kind would print local variables."""
    renderer: list[Any] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        else [
            structlog.dev.ConsoleRenderer(
                colors=False, exception_formatter=structlog.dev.plain_traceback
            )
        ]
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "lines": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _shared,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *renderer,
                    _redact_line,
                ],
            }
        },
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {
            "django": {"handlers": ["console"], "level": level, "propagate": False},
            # Requests and their exceptions are logged by django-structlog; this would repeat them.
            "django.request": {"level": "CRITICAL"},
            # At DEBUG it prints the context of a mail for each variable that is not there.
            "django.template": {"level": "INFO"},
            # Otherwise beat and the worker write a line for each of their periodic tasks.
            "celery": {"level": "WARNING"},
            "celery.worker.consumer.connection": {"level": "ERROR"},
            # It says of each forged document what the command that found it says, with tracebacks.
            "pikepdf": {"level": "WARNING"},
            "pyhanko": {"level": "CRITICAL"},
            "pyhanko_certvalidator": {"level": "CRITICAL"},
            "gunicorn.error": {"handlers": ["console"], "level": level, "propagate": False},
            "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }
