from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "documents.reports"
    label = "documents_reports"
    verbose_name = "Reports"
