from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "documents.library"
    label = "documents_library"
    verbose_name = "Knowledge Library"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from django.contrib.auth.signals import user_logged_in

        from accounts.merging import register_room
        from acoms.site.navigation import Entry, add_menu_entry, open_help
        from documents.library.access import reads, remember_reader
        from documents.library.actions import merging
        from documents.library.finding import ARTICLES, FILES
        from search.registry import register_source

        add_menu_entry(Entry(40, "Knowledge Library", "knowledge_library", shown=reads))
        open_help(Entry(10, "Help", "library_help", shown=reads))
        user_logged_in.connect(remember_reader, dispatch_uid="knowledge library")
        register_room(merging.ROOM)
        register_source(ARTICLES)
        register_source(FILES)
