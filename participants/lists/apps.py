from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "participants.lists"
    label = "participants_lists"
    verbose_name = "Participants"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.api.doors import open_doors
        from acoms.api.happenings import register_happening
        from acoms.api.resources import ACO_MS, Resource, register_resource
        from acoms.site.sections import register_section
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from documents.reports.registry import register_report
        from participants.lists import api
        from participants.lists.finding import PARTICIPANTS, PROVIDERS
        from participants.lists.happening import CHANGED
        from participants.lists.reports import BY_YEAR
        from participants.lists.sections import list_of_aco
        from search.registry import register_source

        open_doors(api.doors)

        register_tab(30, "aco_participants", Permission.PARTICIPANTS_READ)
        register_report(BY_YEAR)
        register_source(PARTICIPANTS)
        register_source(PROVIDERS)
        register_happening(CHANGED)
        register_section("admin:contacts_aco_change", 20, list_of_aco)
        says = "Reads participants with their providers/suppliers and TINs, and certified lists."
        register_resource(Resource("participants", "Participants", ACO_MS, says))
