from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "helpdesk"
    verbose_name = "SSP Helpdesk"

    def ready(self) -> None:
        """What this room adds to what lies below."""
        from accounts.merging import register_room
        from acoms.site.sections import register_section
        from helpdesk.merging import ROOM
        from helpdesk.queues import register_queues
        from helpdesk.views import form_section

        register_room(ROOM)
        register_queues()
        register_section("helpdesk", 10, form_section)
