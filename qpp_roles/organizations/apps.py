from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "qpp_roles.organizations"
    label = "qpp_roles_organizations"
    verbose_name = "QPP's organizations"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from django.utils.translation import gettext_lazy

        from acoms.site.words import register_words
        from qpp_roles.organizations.kinds import one_of_any_type

        # As `one_of_any_type()` says it, written out for the catalog of translations.
        any_type = gettext_lazy("a practice, an APM Entity, a registry or a virtual group")
        register_words("organizations", any_type)
        register_words("organizations besides ACOs", one_of_any_type(besides_acos=True))
