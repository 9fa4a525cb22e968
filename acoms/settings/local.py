"""`make run`, `manage.py` on a developer's machine, and the demo data. Never for real data."""

from acoms.settings.base import *
from acoms.settings.base import INSTALLED_APPS, database, env, redis_cache

LOCAL_MODE = True
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "local-mode-only-" * 4)
ACOMS_KEYS = env.list("ACOMS_KEYS", default=["local-mode-only-" * 4])
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

DATABASES = {"default": database(env.str("DATABASE_URL", "postgres:///acoms"))}
CACHES = {"default": redis_cache(env.str("REDIS_URL", "redis://127.0.0.1:6379/0"))}
CELERY_BROKER_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
INSTALLED_APPS = [*INSTALLED_APPS]
