from django.apps import AppConfig


class ActivityConfig(AppConfig):
    name = "activity"

    def ready(self) -> None:
        from acoms.site.sections import register_section
        from activity.sections import history_of, of_aco, of_organization, of_role
        from contacts.permissions import Permission
        from contacts.tabs import register_tab

        register_tab(100, "activity", Permission.ACTIVITY_READ)
        register_section("admin:contacts_aco_change", 10, of_aco)
        register_section("admin:history", 10, history_of)
        register_section("admin:qpp_roles_organizations_organization_change", 10, of_organization)
        for page in ("heldrole", "rolerequest"):
            register_section(f"admin:qpp_roles_roles_{page}_change", 10, of_role)
