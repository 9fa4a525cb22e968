from django.apps import AppConfig


class HarpConfig(AppConfig):
    name = "qpp_roles.harp"
    label = "qpp_roles_harp"
    verbose_name = "Accounts from HARP"
