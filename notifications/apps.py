from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from acoms.site import navigation
        from notifications.queries import unread_count

        navigation.set_unread_counter(unread_count)
