from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "participants.changes"
    label = "participants_changes"
    verbose_name = "Change requests"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from contacts.attention import register_finder
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from participants.changes import notices as notices
        from participants.changes.due import changes_to_submit

        register_finder(changes_to_submit)
        register_tab(40, "aco_change_requests", Permission.CHANGE_REQUESTS_READ)
