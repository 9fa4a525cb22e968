"""The test suite: local mode with its own servers, and nothing shared between two tests."""

from acoms.settings.base import *
from acoms.settings.base import BASE_DIR, INSTALLED_APPS, broker, database, env

LOCAL_MODE = True
SECRET_KEY = "only-the-tests-use-this-key-and-nothing-else-does"
ACOMS_KEYS = ["only-the-tests-encrypt-and-hash-with-this-one"]
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]

# acoms.local.pytest_services starts the servers and sets both.
DATABASES = {"default": database(env.str("DATABASE_URL", "postgres:///acoms"))}
CELERY_BROKER_URL = broker(env.str("REDIS_URL", "redis://127.0.0.1:6379/0"))
# In memory, or the counts of one test's failed sign-ins would lock out the next one's people.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # the real one is slow
MAIL_SINK = BASE_DIR / "build" / "test-mail"

INSTALLED_APPS = ["demo", *INSTALLED_APPS, "acoms.local.apps.LocalConfig"]
