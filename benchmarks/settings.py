"""The system under measurement: production's settings, with the assets where they were built."""

from acoms.settings.production import *  # noqa: F403

# Not collected for a benchmark; a page asks only for the addresses of four of them.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
