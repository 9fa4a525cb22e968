from django.apps import AppConfig


class YearsConfig(AppConfig):
    name = "participants.years"
    label = "participants_years"
    verbose_name = "Performance years"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from contacts.attention import register_days
        from contacts.permissions import Permission
        from participants.years.due import days_of_cycles

        register_days(Permission.CHANGE_REQUESTS_READ, days_of_cycles)
