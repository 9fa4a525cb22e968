from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        """What is searched of the rooms below, and the field in the banner."""
        from acoms.site.sections import register_section
        from search.finding import ACCOUNTS, ACOS, CONTACTS, HELP_PAGES, TICKETS
        from search.registry import register_help, register_source
        from search.views import search_field

        for source in (ACOS, CONTACTS, ACCOUNTS, TICKETS):
            register_source(source)
        register_help(*HELP_PAGES)
        register_section("banner", 10, search_field)
