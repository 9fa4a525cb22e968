from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "documents.library"
    label = "documents_library"
    verbose_name = "Knowledge Library"
