from django.apps import AppConfig


class RolesConfig(AppConfig):
    name = "qpp_roles.roles"
    label = "qpp_roles_roles"
    verbose_name = "QPP roles"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from accounts.merging import register_room
        from accounts.reach import register_access
        from acoms.site.navigation import Entry, add_menu_entry, add_page_action, open_way
        from contacts.actions.merging import concern_acos
        from contacts.attention import register_person_finder
        from contacts.ending.registry import register_ending
        from qpp_roles.roles.actions import agreement, merging
        from qpp_roles.roles.attention import requests_to_answer
        from qpp_roles.roles.queries import holds_a_role, people_with_a_role
        from qpp_roles.roles.queues import register_queues

        register_queues()
        add_menu_entry(Entry(30, "Manage Access", "manage_access"))
        own = Entry(10, "Your organizations and your QPP roles", "manage_access")
        add_page_action("knowledge_library:pages", own)
        open_way("registered", "manage_access")
        register_access(holds_a_role, people_with_a_role)
        register_room(merging.ROOM)
        concern_acos(merging.acos_of_pending)
        register_ending(agreement.pending_in, agreement.deny_pending)
        register_person_finder(requests_to_answer)
