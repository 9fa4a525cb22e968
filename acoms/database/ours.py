"""Which of the installed apps are this project's own."""

from django.apps import AppConfig, apps


def our_apps() -> list[AppConfig]:
    """The apps of this project, not those of its libraries."""
    return [config for config in apps.get_app_configs() if is_ours(config)]


def is_ours(config: AppConfig) -> bool:
    """Whether an app is this project's, not a library's."""
    return "site-packages" not in config.path
