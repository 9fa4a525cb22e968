from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "documents.correspondence"
    label = "documents_correspondence"
    verbose_name = "Correspondence"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from accounts.merging import register_room
        from contacts.attention import register_person_finder
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from documents.correspondence.actions import merging
        from documents.correspondence.due import messages_to_read
        from documents.correspondence.finding import DELIVERIES, MESSAGES
        from documents.correspondence.queues import register_queues
        from search.registry import register_source

        register_queues()
        register_room(merging.ROOM)
        register_source(DELIVERIES)
        register_source(MESSAGES)
        register_person_finder(messages_to_read)
        register_tab(80, "aco_correspondence", Permission.CORRESPONDENCE_READ)
