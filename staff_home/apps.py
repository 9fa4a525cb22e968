from django.apps import AppConfig


class StaffHomeConfig(AppConfig):
    name = "staff_home"
    verbose_name = "CMS staff's first page"

    def ready(self) -> None:
        from accounts.signup import register_home
        from acoms.site.sections import register_section
        from staff_home.overviews import of_aco, of_person
        from staff_home.sections import home_of_staff, program_day

        register_home(home_of_staff)
        register_section("admin:index", 10, program_day)
        register_section("admin:contacts_aco_change:overview", 10, of_aco)
        register_section("admin:accounts_person_change:overview", 10, of_person)
