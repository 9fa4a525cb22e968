"""The system under measurement: production's settings, with the assets where they were built."""

from acoms.settings.production import *  # noqa: F403
from acoms.settings.production import STORAGES

# Not collected for a benchmark; a page asks only for the addresses of four of them.
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
