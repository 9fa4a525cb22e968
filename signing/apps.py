from django.apps import AppConfig


class SigningConfig(AppConfig):
    name = "signing"
    verbose_name = "Signing Event"

    def ready(self) -> None:
        """What this room adds to what lies below."""
        from django.core.checks import Tags, register

        from accounts.merging import register_room
        from acoms.api.doors import open_doors
        from contacts.attention import register_finder, register_finder_for
        from contacts.permissions import Permission
        from contacts.tabs import register_tab
        from documents.reports.registry import register_report
        from search.registry import register_help, register_source
        from search.sources import HelpPage
        from signing import api
        from signing import notices as notices
        from signing.due import (
            documents_to_sign,
            documents_without_custodians,
            events_that_wait,
        )
        from signing.finding import DOCUMENTS
        from signing.merging import ROOM
        from signing.queues import register_queues
        from signing.reports import BY_WEEK
        from signing.seal.certificate import certificate_is_there

        register_source(DOCUMENTS)
        open_doors(api.doors)

        register_queues()
        register_tab(50, "aco_signing_event", Permission.SIGNING_READ)
        register_finder(events_that_wait)
        register_finder(documents_without_custodians)
        for permission in (Permission.SIGN_ACO_DOCUMENTS, Permission.SIGN_DUA):
            register_finder_for(permission, documents_to_sign(permission))
        register_help(HelpPage("How to verify a signed PDF", "help signature", "how_to_verify"))
        register_report(BY_WEEK)
        register_room(ROOM)
        register(certificate_is_there, Tags.security, deploy=True)
