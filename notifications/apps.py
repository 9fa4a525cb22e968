from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"

    def ready(self) -> None:
        from acoms.site import navigation
        from notifications.queries import unread_count

        navigation.set_unread_counter(unread_count)
        bell = navigation.Entry(10, "Notifications", "notifications")
        navigation.add_page_action("banner:bell", bell)
