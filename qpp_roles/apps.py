from django.apps import AppConfig


class QppRolesConfig(AppConfig):
    name = "qpp_roles"
    verbose_name = "QPP"

    def ready(self) -> None:
        """What this room adds to the rooms below."""
