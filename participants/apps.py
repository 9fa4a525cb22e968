from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Participants"

    def ready(self) -> None:
        """What this room adds to the rooms below."""
        from acoms.navigation import Entry, add_page_action
        from contacts.access import aco_tab_shown
        from contacts.attention import register_finder, register_finder_for
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from participants.benchmark import notices as notices_of_benchmark  # noqa: F401
        from participants.benchmark.queries import small_acos
        from participants.certification import notices as notices_of_certification  # noqa: F401
        from participants.certification.due import lists_to_certify
        from participants.changes import notices as notices
        from participants.changes.due import changes_to_submit, request_files_to_revise
        from participants.deciding import notices as notices_of_deciding  # noqa: F401
        from participants.effects import notices as notices_of_effects  # noqa: F401

        register_finder(changes_to_submit)
        register_finder_for(Permission.BENEFICIARY_DATA_EDIT, request_files_to_revise)
        register_finder(lists_to_certify)
        register_finder(small_acos)
        register_tab(30, "aco_participants", Permission.PARTICIPANTS_READ)
        register_tab(40, "aco_change_requests", Permission.CHANGE_REQUESTS_READ)
        reads_lists = aco_tab_shown(Permission.PARTICIPANTS_READ)
        certification = Entry(40, "Certification", "certify_list", reads_lists)
        add_page_action("aco_participants", certification)
        benchmark = Entry(45, "Benchmark and size", "aco_benchmark", reads_lists)
        add_page_action("aco_participants", benchmark)
        reads_data = aco_tab_shown(Permission.BENEFICIARY_DATA_READ)
        data = Entry(60, "Beneficiary data sharing", "data_sharing", reads_data)
        add_page_action("aco_participants", data)
        effects = Entry(50, "What a change affects", "participant_effects", reads_lists)
        add_page_action("aco_participants", effects)
