from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "participants.screening"
    label = "participants_screening"
    verbose_name = "Screening"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.sections import register_section
        from participants.screening.queues import register_queues
        from participants.screening.sections import of_change_request, of_participant

        register_queues()
        register_section("participant", 20, of_participant)
        register_section("change_request", 10, of_change_request)
