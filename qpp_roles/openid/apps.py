from django.apps import AppConfig


class OpenidConfig(AppConfig):
    name = "qpp_roles.openid"
    label = "qpp_roles_openid"
    verbose_name = "Signing in to QPP"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.sections import register_section
        from qpp_roles.openid import listening, validator
        from qpp_roles.openid.sections import on_the_way

        validator.install()
        listening.listen()
        register_section("signing_in", 10, on_the_way)
