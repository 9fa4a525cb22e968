"""The test suite: the local settings, with nothing shared between two tests."""

from acoms.settings.local import *

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
