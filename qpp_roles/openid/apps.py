from django.apps import AppConfig


class OpenidConfig(AppConfig):
    name = "qpp_roles.openid"
    label = "qpp_roles_openid"
    verbose_name = "Signing in to QPP"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from qpp_roles.openid import listening, validator

        validator.install()
        listening.listen()
