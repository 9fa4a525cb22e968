from importlib import import_module
from pathlib import Path

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from acoms.site import navigation
        from notifications.queries import unread_count
        from notifications.queues import register_queues

        register_queues()
        navigation.set_unread_counter(unread_count)
        bell = navigation.Entry(10, "Notifications", "notifications")
        navigation.add_page_action("banner:bell", bell)
        register_kinds()


def register_kinds() -> None:
    """Import each `notices.py` of ours: a process that has not met a kind cannot show it."""
    from acoms.database.ours import our_apps

    for config in our_apps():
        for path in sorted(Path(config.path).rglob("notices.py")):
            folders = path.relative_to(config.path).parts[:-1]
            import_module(".".join((config.name, *folders, "notices")))
