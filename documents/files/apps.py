from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "documents.files"
    label = "documents_files"
    verbose_name = "Files"
