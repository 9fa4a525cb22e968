from django.apps import AppConfig


class HarpConfig(AppConfig):
    name = "qpp_roles.harp"
    label = "qpp_roles_harp"
    verbose_name = "Accounts from HARP"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from qpp_roles.harp import notices as notices
