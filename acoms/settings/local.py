"""`make run`, `manage.py` on a developer's machine, and the demo data. Never for real data.

`run_local` leaves the addresses of its servers and its secrets in a private file of the home, so
that a command in a second terminal finds them. What the environment says comes first.
"""

import os
from collections import ChainMap
from secrets import token_urlsafe

from environ import Env

from acoms.crypto.signing_keys import as_settings, new_key
from acoms.process.home import home, remembered
from acoms.settings.base import *
from acoms.settings.base import (
    INSTALLED_APPS,
    QPP_SITE,
    STORAGES,
    broker,
    database,
    email,
    month_and_day,
    redis_cache,
)

env = Env()
env.ENVIRON = ChainMap({k: v for k, v in os.environ.items() if v}, remembered())

LOCAL_MODE = True
WEBHOOKS_REACH_INSIDE = True
DEBUG = env.bool("DEBUG", False)
SITE_URL = env.str("SITE_URL", "http://127.0.0.1:8000")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]

# Before the first `make run` there are none to find: good for this process only.
SECRET_KEY = env.str("SECRET_KEY", token_urlsafe(48))
ACOMS_KEYS = env.list("ACOMS_KEYS", default=[token_urlsafe(48)])
IDP_OIDC_PRIVATE_KEYS = as_settings(env.str("OPENID_KEYS", "") or new_key())

_postgres = f"postgres://acoms@/acoms?host={home()}/postgres"
DATABASES = {"default": database(env.str("DATABASE_URL", _postgres))}
DATABASE_ROLES = {
    "WEB_DATABASE_URL": env.str("WEB_DATABASE_URL", ""),
    "WORKER_DATABASE_URL": env.str("WORKER_DATABASE_URL", ""),
}
_redis = env.str("REDIS_URL", f"unix://{home()}/valkey/valkey.sock")
CACHES = {"default": redis_cache(_redis)}
CELERY_BROKER_URL = broker(_redis)
CELERY_BEAT_SCHEDULE_FILENAME = str(home() / "beat-schedule")
globals().update(email(env.str("EMAIL_URL", "smtp://127.0.0.1:25")))

STATIC_ROOT = home() / "static"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# From one due date to the next, so that the demonstration always has a review to do.
RECERTIFICATION_OPENS = month_and_day(env.str("RECERTIFICATION_OPENS", "02-01"))
API_PRIVATE_ADDRESSES = True
QPP_SITE = env.str("QPP_SANDBOX_URL", QPP_SITE)  # what `make run` has in its place
BCDA_SITE = env.str("BCDA_SITE", "")
RESOURCE_SERVERS = {"bcda": env.str("BCDA_SECRET", "")}
MAIL_SINK = home() / "mail"
FILES_ROOT = home() / "files"
SIGNING_OWN = home() / "signing"

INSTALLED_APPS = ["demo", *INSTALLED_APPS, "acoms.local.apps.LocalConfig"]
