from django.apps import AppConfig


class CertificationConfig(AppConfig):
    name = "participants.certification"
    label = "participants_certification"
    verbose_name = "Certification"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.api.doors import open_doors
        from acoms.site.navigation import Entry, add_page_action
        from contacts.access import aco_tab_shown
        from contacts.attention import register_finder
        from contacts.permissions import Permission
        from participants.certification import api
        from participants.certification.due import lists_to_certify
        from participants.certification.in_event import IN_EVENT
        from participants.certification.queries import lists_that_count
        from participants.certification.queues import register_queues
        from participants.certification.storage import signed_files
        from participants.lists.kept import register_kept_lists
        from signing.elsewhere import register_elsewhere
        from signing.kinds import KindCode
        from signing.renewals import register_signed_files

        open_doors(api.doors)

        register_queues()
        register_finder(lists_to_certify)
        register_signed_files(signed_files)
        register_elsewhere(KindCode.PARTICIPANT_LIST, IN_EVENT)
        register_kept_lists(lists_that_count)
        reads_lists = aco_tab_shown(Permission.PARTICIPANTS_READ)
        add_page_action("aco_participants", Entry(40, "Certification", "certify_list", reads_lists))
