from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants"

    def ready(self) -> None:
        """What this room adds to the rooms below."""
        from acoms.navigation import Entry, add_aco_tab
        from contacts.access import aco_tab_shown
        from contacts.permissions import Permission

        reads_lists = aco_tab_shown(Permission.PARTICIPANTS_READ)
        add_aco_tab(Entry(30, "Participants", "aco_participants", reads_lists))
