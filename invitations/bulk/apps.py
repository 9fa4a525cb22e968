from django.apps import AppConfig


class BulkConfig(AppConfig):
    name = "invitations.bulk"
    label = "invitations_bulk"
    verbose_name = "Invitations in numbers"

    def ready(self) -> None:
        from acoms.site.navigation import Entry, add_page_action
        from contacts.access import aco_tab_shown
        from contacts.permissions import Permission

        shown = aco_tab_shown(Permission.CONTACTS_EDIT)
        add_page_action("contacts", Entry(10, "Invite several", "invite_several", shown))
