from django.apps import AppConfig


class QppRolesConfig(AppConfig):
    name = "qpp_roles"
    verbose_name = "QPP"

    def ready(self) -> None:
        """What this room adds to the rooms below."""
        from accounts.ending import register_access
        from qpp_roles.connect import notices as notices
        from qpp_roles.queries import holds_a_role

        register_access(holds_a_role)
