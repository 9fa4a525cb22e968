from django.apps import AppConfig


class DecidingConfig(AppConfig):
    name = "participants.deciding"
    label = "participants_deciding"
    verbose_name = "Answers to change requests"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.sections import register_section
        from participants.deciding.sections import letters

        register_section("aco_change_requests", 10, letters)
