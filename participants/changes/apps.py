from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "participants.changes"
    label = "participants_changes"
    verbose_name = "Change requests"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.api.doors import open_doors
        from acoms.site.navigation import Entry, add_page_action
        from acoms.site.sections import register_section
        from contacts.attention import register_finder
        from contacts.ending.registry import register_ending
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from documents.reports.registry import register_report
        from participants.changes import api
        from participants.changes.actions.ending import close_undecided, undecided_in
        from participants.changes.due import changes_to_submit
        from participants.changes.finding import CHANGES
        from participants.changes.queues import register_queues
        from participants.changes.reports import BY_MONTH
        from participants.changes.sections import (
            changes_to_start,
            file_to_read_in,
            pages_of_agreement,
        )
        from search.registry import register_source

        open_doors(api.doors)

        register_queues()
        register_report(BY_MONTH)
        register_source(CHANGES)
        register_finder(changes_to_submit)
        register_ending(undecided_in, close_undecided)
        register_tab(40, "aco_change_requests", Permission.CHANGE_REQUESTS_READ)
        register_section("participant:actions", 10, changes_to_start)
        register_section("aco_participants:actions", 10, file_to_read_in)
        register_section("read_document", 10, pages_of_agreement)
        # What the list calls them where nobody is on it.
        add_page_action("list_changes", Entry(10, "change request", "aco_change_requests"))
