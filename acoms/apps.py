from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig

LIBRARIES = ("django.", "allauth.")


class AcomsConfig(AppConfig):
    name = "acoms"
    verbose_name = "ACO-MS"


class AcomsAdminConfig(AdminConfig):
    default_site = "acoms.admin_site.AcomsAdminSite"

    def ready(self) -> None:
        """Leave out the libraries' own admin pages.

        They show session keys, and write past the rooms' actions (rules E3, E5).
        """
        super().ready()
        from django.contrib.admin import site

        for model, page in list(site._registry.items()):
            if type(page).__module__.startswith(LIBRARIES):
                site.unregister(model)
