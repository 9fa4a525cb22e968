from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from contacts.permissions import Permission
        from contacts.tabs import register_tab

        register_tab(100, "activity", Permission.ACTIVITY_READ)
