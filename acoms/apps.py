from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class AcomsConfig(AppConfig):
    name = "acoms"
    verbose_name = "ACO-MS"


class AcomsAdminConfig(AdminConfig):
    default_site = "acoms.site.admin_site.AcomsAdminSite"
