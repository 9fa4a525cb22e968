from django.apps import AppConfig


class QppRolesConfig(AppConfig):
    name = "qpp_roles"
    verbose_name = "QPP"

    def ready(self) -> None:
        """What this room adds to the rooms below."""
        from accounts.merging import register_room
        from accounts.reach import register_access
        from acoms.navigation import Entry, add_menu_entry
        from contacts.actions.merging import concern_acos
        from contacts.attention import register_person_finder
        from qpp_roles import merging
        from qpp_roles.attention import requests_to_answer
        from qpp_roles.connect import notices as notices
        from qpp_roles.harp import notices as harp_notices  # noqa: F401 - registers its kind
        from qpp_roles.harp import tasks as harp_tasks  # noqa: F401 - for Celery
        from qpp_roles.openid import listening, validator
        from qpp_roles.openid import tasks as openid_tasks  # noqa: F401 - for Celery
        from qpp_roles.queries import holds_a_role

        add_menu_entry(Entry(30, "Manage Access", "manage_access"))
        register_access(holds_a_role)
        validator.install()
        listening.listen()
        register_room(merging.ROOM)
        concern_acos(merging.acos_of_pending)
        register_person_finder(requests_to_answer)
