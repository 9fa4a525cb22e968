"""What every kind of run shares. Nothing here is secret, and nothing here relaxes a guard."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import django_stubs_ext
import environ
from csp.constants import NONE, SELF
from django.contrib.messages import constants as message_levels
from django.core.exceptions import ImproperlyConfigured

from acoms.process.logs import configure_structlog, logging_settings
from acoms.process.numbers import NotThatNumberError, whole_number
from acoms.settings.schedule import CELERY_BEAT_SCHEDULE as CELERY_BEAT_SCHEDULE

django_stubs_ext.monkeypatch()  # so that `ModelAdmin[Aco]` is a type at run time too

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

VERSION = "0.1.0"
LOCAL_MODE = False
# Whether webhooks reach this machine and its networks: never where real people use the site.
WEBHOOKS_REACH_INSIDE = False
DEBUG = False
ALLOWED_HOSTS: list[str] = []
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
ROOT_URLCONF = "acoms.urls"
WSGI_APPLICATION = "acoms.wsgi.application"

INSTALLED_APPS = [
    "staff_home",
    "dashboard",
    "api.tokens",
    "api.v1",
    "api.webhooks",
    "api.credentials",
    "recertification",
    "qpp_roles.openid",
    "qpp_roles.harp",
    "qpp_roles.connect",
    "qpp_roles.roles",
    "qpp_roles.organizations",
    "participants.data_sharing",
    "participants.effects",
    "participants.certification",
    "participants.deciding",
    "participants.screening",
    "participants.changes",
    "participants.lists",
    "participants.years",
    "signing",
    "documents.reports",
    "documents.library",
    "documents.correspondence",
    "documents.files",
    "activity",
    "invitations.bulk",
    "invitations",
    "search",
    "contacts",
    "helpdesk",
    "accounts.registration",
    "accounts",
    "notifications",
    "acoms.once.apps.OnceConfig",
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
    "allauth.idp.oidc",
    "csp",
    "django_htmx",
    "django_otp",
    "pgtrigger",
    "pghistory",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "acoms.site.privacy.PrivacyMiddleware",
    "acoms.site.compression.CompressionMiddleware",
    "csp.middleware.CSPMiddleware",
    "acoms.api.middleware.ApiMiddleware",
    "acoms.access.well_formed.WellFormedMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "acoms.process.logs.RequestMiddleware",
    "acoms.database.history.HistoryMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "acoms.site.pages.NotAllowedMiddleware",
    "qpp_roles.openid.middleware.SignInFormsMiddleware",
    "acoms.access.middleware.AccessMiddleware",
    "acoms.access.well_formed.WellFormedBodyMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",  # reads the body: not before access is given
    "acoms.site.languages.LanguageMiddleware",  # what these refuse is said in English
    "contacts.middleware.StatementsMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "acoms.site.white_space.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "acoms.site.navigation.shell",
            ],
            "builtins": [
                "django.templatetags.static",
                "django.templatetags.i18n",
                "acoms.templatetags.acoms",
            ],
        },
    }
]
FORM_RENDERER = "acoms.site.forms.FormRenderer"

DATABASES: dict[str, Any] = {}  # from DATABASE_URL, see `database()`
# The roles that `migrate` makes for web and worker: acoms.database.roles.
DATABASE_ROLES: dict[str, str] = {}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Person"

TIME_ZONE = "America/New_York"  # programme dates are Eastern Time dates
USE_TZ = True
FORMAT_MODULE_PATH = ["acoms.site.formats"]

# What a newcomer passes speaks these languages; everything else is English (acoms.site.languages).
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LOCALE_PATHS = [BASE_DIR / "locale"]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", str(BASE_DIR / "build" / "static")))
STATICFILES_DIRS = [BASE_DIR / "build" / "assets", BASE_DIR / "acoms" / "static_src"]

MESSAGE_TAGS = {message_levels.ERROR: "error", message_levels.DEBUG: "info"}

configure_structlog()
LOGGING = logging_settings(json=False)
DJANGO_STRUCTLOG_STATUS_START_LOG_LEVEL = 10  # one line for each request: its end

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "ACO-MS <no-reply@acoms.invalid>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
EMAIL_TIMEOUT = 10

# The programme's help desk: in the banner of every page (rule A20).
HELPDESK_EMAIL = "SharedSavingsProgram@cms.hhs.gov"
HELPDESK_PHONE = "1-888-734-6433 (Option 1)"
# Where weaknesses are reported, for /.well-known/security.txt: a mailto: or https: address.
SECURITY_CONTACT = env.str("SECURITY_CONTACT", f"mailto:{HELPDESK_EMAIL}")
# The Quality Payment Program's own, on the pages of QPP roles.
QPP_SITE = "https://qpp.cms.gov/login"
QPP_EMAIL = "QPP@cms.hhs.gov"
QPP_PHONE = "1-866-288-8292"
QPP_TTY = "1-877-715-6222"
QPP_HOURS = "Monday to Friday, 8 a.m. to 8 p.m. Eastern Time"

# Sessions end after 30 idle minutes and after 12 hours: accounts.middleware keeps both.
SESSION_IDLE_SECONDS = 30 * 60
SESSION_ABSOLUTE_SECONDS = 12 * 60 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "acoms.site.pages.csrf_failure"
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
CELERY_BEAT_SCHEDULER = "acoms.operations.heartbeats:Scheduler"
CELERY_BEAT_MAX_LOOP_INTERVAL = 10  # so that beat's heart beats although nothing is due
CELERY_WORKER_HIJACK_ROOT_LOGGER = False


def number(name: str, default: int, *, least: int = 0) -> int:
    """A setting that is a whole number; the settings say so in one sentence if it is none."""
    try:
        return whole_number(env.ENVIRON, name, default, least=least)
    except NotThatNumberError as reason:
        raise ImproperlyConfigured(str(reason)) from None


def month_and_day(text: str) -> tuple[int, int]:
    """A day of every year, such as "01-31"."""
    try:
        day = date.fromisoformat(f"2001-{text}")  # a year without a February 29
    except ValueError:
        raise ImproperlyConfigured(f"{text!r} is not a month and a day such as 01-31") from None
    return day.month, day.day


# The yearly review of an ACO's contacts (recertification.rules): Eastern dates.
RECERTIFICATION_OPENS = month_and_day(env.str("RECERTIFICATION_OPENS", "12-01"))
RECERTIFICATION_DUE = month_and_day(env.str("RECERTIFICATION_DUE", "01-31"))


# Files lie outside the web root, encrypted, and views give them to those who may. What lies on a
# disk here can lie in any other storage of Django's: STORAGES["at_rest"] says where.
FILES_ROOT = Path(env.str("FILES_ROOT", "/var/lib/acoms/files"))
STORAGES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "acoms.storage.encrypted.EncryptedStorage",
        "OPTIONS": {"within": "at_rest"},
    },
    "at_rest": {"BACKEND": "acoms.storage.disk.PrivateStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "acoms.storage.uploads.EncryptedUploadHandler",
]
# Files about beneficiaries (rule C7) are kept for so many days.
BENEFICIARY_DATA_DAYS = number("BENEFICIARY_DATA_DAYS", 7, least=1)
BENEFICIARY_DATA_MOST_BYTES = number("BENEFICIARY_DATA_MOST_MB", 2_000, least=1) * 1_000_000


def signing(environment: Mapping[str, str]) -> dict[str, str]:
    """The certificate by which documents are signed (rule F4), as encrypted PKCS#12 in base64; the
    root certificates that are trusted, as PEM in base64; and who stamps the time (RFC 3161)."""
    return {
        "p12": environment.get("SIGNING_CERTIFICATE", ""),
        "password": environment.get("SIGNING_CERTIFICATE_PASSWORD", ""),
        "roots": environment.get("SIGNING_ROOTS", ""),
        "tsa_url": environment.get("SIGNING_TSA_URL", ""),
    }


SIGNING = signing(env.ENVIRON)
# Where local runs and tests keep certificates of their own; nobody else trusts them.
SIGNING_OWN: Path | None = None
ATTACHMENT_MOST_BYTES = number("ATTACHMENT_MOST_MB", 10, least=1) * 1_000_000
# Files that CMS publishes to ACOs (rules G3, G4); FILES_DAYS where no last day is said, 0 for ever.
FILES_MOST_BYTES = number("FILES_MOST_MB", 5_000, least=1) * 1_000_000
FILES_DAYS = number("FILES_DAYS", 0)
# For how many days an ACO's pages and files are read once its agreement is over (rule J4).
ENDED_ACO_READABLE_DAYS = number("ENDED_ACO_READABLE_DAYS", 365, least=1)
# A folder that a delivery job writes to, in its `inbox`; without one there is none.
DELIVERY_FOLDER = env.str("DELIVERY_FOLDER", "")
# clamd as host:port or the path of its socket; without one, files are shown without a scan.
CLAMAV_ADDRESS = env.str("CLAMAV_ADDRESS", "")
FILES_TOO_LARGE_TO_SCAN_SHOWN = env.str("FILES_TOO_LARGE_TO_SCAN", "hidden") == "shown"

# Credentials of ACOs' programs (rules H1, H2): how long they and what rotating replaces last, and
# from how many addresses, in networks of how many bits at least, they may be used.
API_CREDENTIALS_DAYS = number("API_CREDENTIALS_DAYS", 90, least=1)
API_CREDENTIALS_OVERLAP_HOURS = number("API_CREDENTIALS_OVERLAP_HOURS", 24)
API_CREDENTIALS_ADDRESSES = number("API_CREDENTIALS_ADDRESSES", 8, least=1)
API_NETWORK_IPV4 = number("API_NETWORK_IPV4", 24, least=8)
API_NETWORK_IPV6 = number("API_NETWORK_IPV6", 48, least=16)
API_PRIVATE_ADDRESSES = False  # those that no stranger reaches: on one machine only
API_TOKEN_SECONDS = 20 * 60
# CMS's Beneficiary Claims Data API, which takes our tokens; without it no credentials are for it.
BCDA_SITE = env.str("BCDA_SITE", "")
# Who may ask what a token is good for (RFC 7662): a resource of the same code, and its secret.
RESOURCE_SERVERS = {"bcda": env.str("BCDA_SECRET", "")}


def database(url: str) -> dict[str, Any]:
    """Django's settings for a `DATABASE_URL` (a socket directory goes in `?host=`)."""
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres://")
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


def broker(url: str) -> str:
    """Celery's name for the server of `REDIS_URL`: it spells a unix socket another way."""
    parts = urlsplit(url)
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://")
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[0]
    return f"redis+socket://{parts.path}?virtual_host={number}"


def email(url: str) -> dict[str, Any]:
    """Django's EMAIL_ settings for an `EMAIL_URL` such as `smtp+tls://user:password@host:587`."""
    return dict(env.email_url_config(url))


# --- accounts: identity and sign-in (rules A9, D10, E5) ------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "accounts.hashers.Argon2Hasher",
    "accounts.hashers.PBKDF2Hasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {"NAME": "accounts.passwords.CharacterKindsValidator"},
    {"NAME": "accounts.passwords.NamesValidator"},
    {"NAME": "accounts.passwords.GuessingValidator"},
    {"NAME": "accounts.passwords.ReuseValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "dashboard"
LOGOUT_REDIRECT_URL = "home"
SESSION_ENGINE = "accounts.session_engine"
SESSION_SERIALIZER = "accounts.session_engine.EncryptedSerializer"

ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "user_id"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "signup": "accounts.forms.CreateAccountForm",
    "reset_password": "accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "accounts.forms.ResetPasswordKeyForm",
    "change_password": "accounts.forms.ChangePasswordForm",
}
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation's e-mail is the verification
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_TIMEOUT = 30 * 60  # time for all sign-in stages together
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"
ACCOUNT_RATE_LIMITS = {
    # Five failures lock a user ID for the network that they came from; each further step locks it
    # for longer. All networks together lock it later: strangers cannot lock its owner out cheaply.
    "login_failed": "20/5m/ip,5/5m/key,8/30m/key,12/4h/key,20/1d/key",
    "login_failed_anywhere": "30/4h/key,60/1d/key",
    "second_factor": "60/5m/ip",
    "proofing": "30/h/ip",
    "invitation_code": "30/h/ip",
    "invitation_says": "10/h/ip",
    "helpdesk": "5/h/ip,20/d/ip",
    "registration": "20/h/ip,4/h/key",
    "registration_code": "30/h/ip",
    "website_failed": "20/5m/ip",  # wrong secrets of QPP's websites
    "resource_server_failed": "20/5m/ip",  # wrong secrets of whoever asks what tokens are good for
    "api_token": "300/m/ip,30/m/key",  # for tokens, by network, and by client ID there
    # Looking for an organization; a TIN may be someone's Social Security number.
    "organization_search": "120/m/user,1000/h/user",
    "organization_by_number": "20/h/user,60/d/user",
    "missed_number": "20/h/user",  # searches for a complete TIN or NPI that find nothing
}
# How many requests a program's credentials are good for in a minute (rule H3).
API_REQUESTS_A_MINUTE = number("API_REQUESTS_A_MINUTE", 600, least=1)
# How many proxies of one's own stand in front: whose X-Forwarded-For the rate limits believe.
ALLAUTH_TRUSTED_PROXY_COUNT = number("TRUSTED_PROXY_COUNT", 0)
PROOFING_BUREAU = env.str("PROOFING_BUREAU", "accounts.proofing.sandbox.SandboxBureau")

# Where screening looks enrollment up (rule C5).
PECOS_SOURCE = env.str("PECOS_SOURCE", "participants.screening.sandbox.SandboxPecos")

# --- ACO-MS as OpenID Connect provider for QPP's website (rule B3) -------------------------------
IDP_OIDC_ADAPTER = "qpp_roles.openid.adapter.OpenIdAdapter"
IDP_OIDC_PRIVATE_KEYS: list[dict[str, Any]] = []  # from OPENID_KEYS, see acoms.crypto.signing_keys
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60
IDP_OIDC_ID_TOKEN_EXPIRES_IN = 5 * 60
# A role that has ended is in no token that is older than this; userinfo knows at once.
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 5 * 60
IDP_OIDC_REFRESH_TOKEN_EXPIRES_IN = SESSION_IDLE_SECONDS
IDP_OIDC_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
