from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AcomsConfig(AppConfig):
    name = "acoms"
    verbose_name = "ACO-MS"

    def ready(self) -> None:
        from django.core.checks import Tags, register
        from django.utils.translation import gettext

        from acoms.database.relations import relations_are_hidden
        from acoms.database.roles import role_can_do_little
        from acoms.text.saying import translated_by

        translated_by(gettext)
        register(relations_are_hidden, Tags.models)
        register(role_can_do_little, Tags.database, deploy=True)


class AcomsAdminConfig(AdminConfig):
    default_site = "acoms.site.admin_site.AcomsAdminSite"
