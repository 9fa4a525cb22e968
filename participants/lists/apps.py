from django.apps import AppConfig


class ListsConfig(AppConfig):
    name = "participants.lists"
    label = "participants_lists"
    verbose_name = "Participants"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from contacts.permissions import Permission
        from contacts.tabs import register_tab

        register_tab(30, "aco_participants", Permission.PARTICIPANTS_READ)
