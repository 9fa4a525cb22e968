from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "qpp_roles.organizations"
    label = "qpp_roles_organizations"
    verbose_name = "QPP's organizations"
