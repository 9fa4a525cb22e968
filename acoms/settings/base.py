"""What every kind of run shares. Nothing here is secret, and nothing here relaxes a guard."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VERSION = "0.1.0"
LOCAL_MODE = False
DEBUG = False
ALLOWED_HOSTS: list[str] = []
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
ROOT_URLCONF = "acoms.urls"
WSGI_APPLICATION = "acoms.wsgi.application"

INSTALLED_APPS = [
    "dashboard",
    "invitations",
    "contacts",
    "accounts",
    "notifications",
    "acoms.apps.AcomsConfig",
    "acoms.apps.AcomsAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_otp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    "acoms.history.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "acoms.access.middleware.AccessMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "acoms.navigation.shell",
            ],
            "builtins": ["django.templatetags.static", "acoms.templatetags.acoms"],
        },
    }
]
FORM_RENDERER = "acoms.forms.FormRenderer"

DATABASES: dict[str, Any] = {}  # from DATABASE_URL, see `database()`
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"

LANGUAGE_CODE = "en-us"
TIME_ZONE = "America/New_York"  # programme dates are Eastern Time dates
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "build" / "assets", BASE_DIR / "acoms" / "static_src"]

MESSAGE_TAGS = {message_levels.ERROR: "error", message_levels.DEBUG: "info"}

# The programme's help desk: in the banner of every page (rule A20).
HELPDESK_EMAIL = "SharedSavingsProgram@cms.hhs.gov"
HELPDESK_PHONE = "1-888-734-6433 (Option 1)"

# Sessions end after 30 idle minutes and after 12 hours: accounts.middleware keeps both.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "acoms.pages.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# An invitation's link and code work for this long from sending (rule A7).
INVITATION_DAYS = 15
INVITATION_CODE_TRIES = 5

CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_connect_timeout": 2,
    "socket_timeout": 10,
}
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = "UTC"
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True


def database(url: str) -> dict[str, Any]:
    """Django's settings for a `DATABASE_URL` (a socket directory goes in `?host=`)."""
    config: dict[str, Any] = dict(env.db_url_config(url))
    options = config.setdefault("OPTIONS", {})
    if "host" in options:  # or `manage.py dbshell` would not find the socket
        config["HOST"] = options.pop("host")
    return {
        **config,
        "CONN_MAX_AGE": None,  # a connection for each request costs three times the request
        "CONN_HEALTH_CHECKS": True,
    }


def redis_cache(url: str) -> dict[str, Any]:
    """Django's settings for a cache in the Redis or Valkey of `REDIS_URL`."""
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        "KEY_PREFIX": "acoms",
    }
