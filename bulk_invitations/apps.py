from django.apps import AppConfig


class BulkInvitationsConfig(AppConfig):
    name = "bulk_invitations"
    verbose_name = "Invitations in numbers"

    def ready(self) -> None:
        from acoms.navigation import Entry, add_page_action
        from contacts.access import aco_tab_shown
        from contacts.permissions import Permission

        shown = aco_tab_shown(Permission.CONTACTS_EDIT)
        add_page_action("contacts", Entry(10, "Invite several", "invite_several", shown))
