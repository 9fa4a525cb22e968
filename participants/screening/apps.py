from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    name = "participants.screening"
    label = "participants_screening"
    verbose_name = "Screening"
