from django.apps import AppConfig


class YearsConfig(AppConfig):
    name = "participants.years"
    label = "participants_years"
    verbose_name = "Performance years"
