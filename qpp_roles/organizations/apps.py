from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "qpp_roles.organizations"
    label = "qpp_roles_organizations"
    verbose_name = "QPP's organizations"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.words import register_words
        from qpp_roles.organizations.kinds import one_of_any_type

        register_words("organizations", one_of_any_type())
        register_words("organizations besides ACOs", one_of_any_type(besides_acos=True))
