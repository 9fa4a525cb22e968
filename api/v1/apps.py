from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api.v1"
    label = "api_v1"
    verbose_name = "API"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.navigation import Entry, add_page_action, open_way

        about = "api_credentials:about"
        add_page_action(about, Entry(10, "API for programs", "api_docs"))
        open_way("acoms-cli", "acoms_cli")
        add_page_action(about, Entry(20, "Limits of the API", "api_limits"))
