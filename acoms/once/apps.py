from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "acoms.once"
    label = "acoms_once"
