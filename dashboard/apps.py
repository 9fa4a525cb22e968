from django.apps import AppConfig


class DashboardConfig(AppConfig):
    name = "dashboard"

    def ready(self) -> None:
        from acoms.site.navigation import Entry, add_menu_entry

        add_menu_entry(Entry(10, "Dashboard", "dashboard"))
