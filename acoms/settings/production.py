"""Production: everything from the environment, and no start on a missing or a weak secret."""

from django.core.exceptions import ImproperlyConfigured

from acoms.crypto.signing_keys import as_settings
from acoms.process.logs import logging_settings
from acoms.settings.base import *
from acoms.settings.base import (
    STORAGES,
    broker,
    database,
    email,
    env,
    redis_cache,
    signing,
)
from acoms.settings.required import problems, with_files

env.ENVIRON = with_files(env.ENVIRON)
if found := problems(env.ENVIRON):
    raise ImproperlyConfigured(
        "ACO-MS does not start with this environment:\n" + "\n".join(f"- {p}" for p in found)
    )

SIGNING = signing(env.ENVIRON)
SECRET_KEY = env.str("SECRET_KEY")
ACOMS_KEYS = env.list("ACOMS_KEYS")
IDP_OIDC_PRIVATE_KEYS = as_settings(env.str("OPENID_KEYS"))
SITE_URL = env.str("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
RESOURCE_SERVERS = {"bcda": env.str("BCDA_SECRET", "")}

DATABASES = {"default": database(env.str("DATABASE_URL"))}
DATABASE_ROLES = {
    "WEB_DATABASE_URL": env.str("WEB_DATABASE_URL", ""),
    "WORKER_DATABASE_URL": env.str("WORKER_DATABASE_URL", ""),
}
CACHES = {"default": redis_cache(env.str("REDIS_URL"))}
CELERY_BROKER_URL = broker(env.str("REDIS_URL"))
CELERY_BEAT_SCHEDULE_FILENAME = env.str("BEAT_SCHEDULE", "/tmp/celerybeat-schedule")  # noqa: S108
globals().update(email(env.str("EMAIL_URL")))

LOGGING = logging_settings(json=True, level=env.str("LOG_LEVEL", "INFO"))

# Behind a proxy that ends TLS, sets X-Forwarded-Proto itself and drops a client's own.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # asked from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-sessionid"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrftoken"
CSRF_TRUSTED_ORIGINS = [SITE_URL]

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
