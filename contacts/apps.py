from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "contacts"

    def ready(self) -> None:
        from accounts.merging import register_room
        from accounts.reach import register_access
        from acoms.api.doors import open_doors
        from acoms.api.happenings import register_happening
        from acoms.api.resources import ACO_MS, Resource, register_resource
        from acoms.site.navigation import Entry, add_menu_entry
        from acoms.site.sections import register_section
        from contacts import api
        from contacts import statements as statements
        from contacts.actions import merging
        from contacts.attention import register_finder
        from contacts.ending.sections import end_of_agreement
        from contacts.happening import CHANGED
        from contacts.missing import lacking_required_types
        from contacts.permissions import Permission
        from contacts.queries import holds_a_type, people_with_a_type
        from contacts.queues import register_queues
        from contacts.tabs import register_tab

        register_queues()
        register_access(holds_a_type, people_with_a_type)
        register_room(merging.ROOM)
        register_happening(CHANGED)
        says = "Reads the ACO's contacts, their contact types and open invitations."
        register_resource(Resource("contacts", "Contacts", ACO_MS, says))
        open_doors(api.doors)
        register_finder(lacking_required_types)
        add_menu_entry(Entry(20, "My ACOs", "my_acos", sections=("/acos/",)))
        register_section("admin:contacts_aco_change", 20, end_of_agreement)
        register_tab(10, "aco_overview", Permission.OVERVIEW_READ)
        register_tab(20, "contacts", Permission.CONTACTS_READ, sections=("/acos/{}/invitations/",))
