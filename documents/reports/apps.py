from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "documents.reports"
    label = "documents_reports"
    verbose_name = "Reports"

    def ready(self) -> None:
        """The reports about rooms below; those of rooms above register theirs."""
        from acoms.site.sections import register_section
        from documents.reports.of_contacts import COMPLETENESS, COVERAGE
        from documents.reports.of_invitations import FUNNEL
        from documents.reports.registry import register_report
        from documents.reports.sections import made_reports

        register_section("aco_reporting", 20, made_reports)
        for report in (COMPLETENESS, COVERAGE, FUNNEL):
            register_report(report)
