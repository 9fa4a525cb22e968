from django.apps import AppConfig


class DataSharingConfig(AppConfig):
    name = "participants.data_sharing"
    label = "participants_data_sharing"
    verbose_name = "Beneficiary data sharing"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.site.navigation import Entry, add_page_action, open_way
        from contacts.access import aco_tab_shown
        from contacts.attention import register_finder_for
        from contacts.permissions import Permission
        from participants.data_sharing.due import request_files_to_revise

        register_finder_for(Permission.BENEFICIARY_DATA_EDIT, request_files_to_revise)
        reads_data = aco_tab_shown(Permission.BENEFICIARY_DATA_READ)
        open_way("change:request_file", "data_sharing")
        data = Entry(60, "Beneficiary data sharing", "data_sharing", reads_data)
        add_page_action("aco_participants", data)
