from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from acoms.navigation import Entry, add_aco_tab
        from contacts.access import aco_tab_shown
        from contacts.permissions import Permission

        add_aco_tab(Entry(100, "Activity", "activity", aco_tab_shown(Permission.ACTIVITY_READ)))
