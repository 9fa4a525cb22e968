from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "api.credentials"
    label = "api_credentials"
    verbose_name = "API credentials"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from django.conf import settings

        from accounts.merging import register_room
        from acoms.api.resources import BCDA, Resource, register_resource
        from acoms.site.sections import register_section
        from api.credentials.actions.merging import ROOM
        from api.credentials.due import end_soon
        from api.credentials.sections import what_stops
        from contacts.attention import register_finder_for
        from contacts.permissions import Permission
        from contacts.tabs import register_tab

        register_tab(90, "aco_api_credentials", Permission.API_CREDENTIALS_MANAGE)
        register_finder_for(Permission.API_CREDENTIALS_MANAGE, end_soon)
        register_room(ROOM)
        register_section("admin:accounts_person_change:overview", 20, what_stops)
        if settings.BCDA_SITE:
            says = "Claims of the ACO's beneficiaries, from CMS's Beneficiary Claims Data API."
            register_resource(Resource("bcda", "BCDA", BCDA, says))
