from django.apps import AppConfig
from django.http import HttpRequest


class InvitationsConfig(AppConfig):
    name = "invitations"

    def ready(self) -> None:
        from accounts.merging import register_room
        from accounts.signup import register_voucher_reader
        from acoms.api.doors import open_doors
        from acoms.site.navigation import Entry, add_page_action, open_way
        from acoms.site.sections import register_section
        from contacts.access import aco_tab_shown
        from contacts.actions.merging import concern_acos
        from contacts.attention import (
            register_finder,
            register_finder_for,
            register_person_finder,
        )
        from contacts.confirmation import register_asker
        from contacts.ending.registry import register_ending
        from contacts.one_person import register_declared, register_offers
        from contacts.permissions import Permission
        from contacts.succession import register_left
        from invitations import api, sections, voucher
        from invitations.acceptance.queries import accepted_in
        from invitations.actions import agreement, merging
        from invitations.actions.sending import ask_for_contact
        from invitations.addresses.queries import shows_a_holder, unfinished_changes
        from invitations.addresses.sections import changes_of_contact
        from invitations.confirming.queries import to_confirm
        from invitations.confirming.sections import beside_contacts, waiting_for_contact
        from invitations.due import invitations_that_end
        from invitations.linking import said_to_be_one
        from invitations.offers import offers_to
        from invitations.queues import register_queues
        from invitations.reminders.of_attention import remind_administrators
        from invitations.succession.actions import offers_of, settle
        from notifications.actions.digests import do_before_digests

        open_doors(api.doors)

        register_queues()
        concern_acos(merging.acos_of_open)
        register_room(merging.ROOM)
        register_voucher_reader(voucher.read_voucher, next_url=voucher.next_url)
        edits = aco_tab_shown(Permission.CONTACTS_EDIT)

        def changes(request: HttpRequest) -> bool:
            return edits(request) and shows_a_holder(request)

        register_offers(offers_to)
        register_declared(said_to_be_one)
        register_finder(unfinished_changes)
        register_finder(accepted_in)
        register_finder_for(Permission.CONTACTS_EDIT, invitations_that_end)
        register_person_finder(to_confirm)
        register_asker(ask_for_contact)
        register_left(offers_of, settle)
        register_ending(agreement.open_in, agreement.end_open)
        do_before_digests(remind_administrators)
        open_way("invite", "add_contact")
        add_page_action("contacts", Entry(90, "All invitations", "invitations"))
        add_page_action("contact", Entry(30, "Change e-mail address", "change_address", changes))
        register_section("contacts:actions", 10, sections.to_add)
        register_section("contacts", 10, beside_contacts)
        register_section("contact:holds_nothing", 10, sections.to_invite_again)
        register_section("contact", 10, changes_of_contact)
        register_section("contact:types", 10, waiting_for_contact)
        register_section("admin:contacts_aco_change", 30, sections.first_administrator)
