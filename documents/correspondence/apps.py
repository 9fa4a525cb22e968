from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "documents.correspondence"
    label = "documents_correspondence"
    verbose_name = "Correspondence"
