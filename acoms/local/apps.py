from django.apps import AppConfig


class LocalConfig(AppConfig):
    """Commands and pages of a run on one machine; in INSTALLED_APPS in local mode only."""

    name = "acoms.local"
    label = "acoms_local"
