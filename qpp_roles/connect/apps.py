from django.apps import AppConfig


class ConnectConfig(AppConfig):
    name = "qpp_roles.connect"
    label = "qpp_roles_connect"
    verbose_name = "Connect to an Organization"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from qpp_roles.connect import notices as notices
