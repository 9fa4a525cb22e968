"""Files that CMS publishes: the Data Hub and Reporting (rules G3 to G5)."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "documents.files"
    label = "documents_files"
    verbose_name = "Files"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from accounts.merging import register_room
        from acoms.api.doors import open_doors
        from acoms.api.happenings import register_happening
        from acoms.api.resources import ACO_MS, Resource, register_resource
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from documents.files import api
        from documents.files.actions.merging import ROOM
        from documents.files.actions.weekly import tell_weekly
        from documents.files.finding import FILES
        from documents.files.happening import DELIVERED
        from documents.files.queues import register_queues
        from notifications.actions.digests import do_before_digests
        from search.registry import register_source

        register_queues()
        register_tab(60, "aco_reporting", Permission.REPORTING_READ)
        register_tab(70, "aco_data_hub", Permission.DATA_HUB_READ)
        do_before_digests(tell_weekly)
        register_room(ROOM)
        register_happening(DELIVERED)
        says = "Lists and downloads the files that CMS has published to the ACO."
        register_resource(Resource("data_hub", "Data Hub", ACO_MS, says))
        open_doors(api.doors)
        register_source(FILES)
