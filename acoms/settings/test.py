"""The test suite: local mode with its own servers, and nothing shared between two tests."""

import os

from acoms.crypto.signing_keys import as_settings, new_key
from acoms.settings.base import *
from acoms.settings.base import BASE_DIR, INSTALLED_APPS, broker, database, email, env

LOCAL_MODE = True
WEBHOOKS_REACH_INSIDE = True
SECRET_KEY = "only-the-tests-use-this-key-and-nothing-else-does"
ACOMS_KEYS = ["only-the-tests-encrypt-and-hash-with-this-one"]
# Made by the first process of the run; the others inherit it, or they would not know its tokens.
if "OPENID_KEYS" not in os.environ:
    os.environ["OPENID_KEYS"] = new_key()
API_PRIVATE_ADDRESSES = True
IDP_OIDC_PRIVATE_KEYS = as_settings(os.environ["OPENID_KEYS"])
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# acoms.local.pytest_services starts the servers and sets both URLs.
DATABASES = {"default": database(env.str("DATABASE_URL", "postgres://acoms@/acoms"))}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # or the live server's threads would keep theirs
_redis = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
if _redis.startswith("unix://"):  # a queue for each process of the test run
    _redis += f"?db={env.str('PYTEST_XDIST_WORKER', 'gw0').removeprefix('gw')}"
CELERY_BROKER_URL = broker(_redis)
globals().update(email(env.str("EMAIL_URL", "smtp://127.0.0.1:25")))
# In memory, or the counts of one test's failed sign-ins would lock out the next one's people.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

PASSWORD_HASHERS = ["tests.accounts.quick_hasher.QuickHasher"]  # the real one is slow
MAIL_SINK = BASE_DIR / "build" / "test-mail"
FILES_ROOT = BASE_DIR / "build" / "test-files"
SIGNING_OWN = BASE_DIR / "build" / "test-signing"

BCDA_SITE = "https://bcda.example.gov"
RESOURCE_SERVERS = {"bcda": "only-the-tests-bcda-knows-this-one"}

INSTALLED_APPS = ["demo", *INSTALLED_APPS, "acoms.local.apps.LocalConfig"]
