from functools import partial
from typing import Any

from django.apps import AppConfig


class RecertificationConfig(AppConfig):
    name = "recertification"
    verbose_name = "Yearly reviews"

    def ready(self) -> None:
        from acoms.site.navigation import Entry, add_page_action
        from contacts.access import aco_tab_shown
        from contacts.attention import register_finder
        from contacts.permissions import Permission
        from recertification import reminding as reminding
        from recertification.due import reviews_to_do
        from recertification.queues import register_queues

        register_queues()
        register_finder(reviews_to_do)
        readers = aco_tab_shown(Permission.CONTACTS_READ)

        def shown(ended: bool, request: Any) -> bool:
            return readers(request) and request.aco_access.aco.has_ended is ended

        asked, past = partial(shown, False), partial(shown, True)
        add_page_action("contacts", Entry(40, "Yearly review", "yearly_review", asked))
        add_page_action("contacts", Entry(40, "Past yearly reviews", "yearly_review", past))
