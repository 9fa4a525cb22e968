"""An invitation's pages inside an ACO, for its administrators."""

from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from invitations.acceptance import views as acceptance
from invitations.address_change import views as address_change
from invitations.confirming import views as confirming
from invitations.views import listing, sending

editors = allow(AcoPolicy(Permission.CONTACTS_EDIT))

readers = allow(AcoPolicy(Permission.CONTACTS_READ))

urlpatterns = [
    path("invitations/", readers(listing.invitations), name="invitations"),
    path("invitations/invitations.csv", readers(listing.invitations_csv), name="invitations_csv"),
    path("contacts/add/", editors(sending.add_contact), name="add_contact"),
    path(
        "contacts/<int:contact_id>/new-address/",
        editors(address_change.change_address),
        name="change_address",
    ),
    path(
        "contacts/<int:contact_id>/new-address/finish/",
        editors(address_change.finish_change),
        name="finish_address_change",
    ),
    path(
        "invitations/<int:invitation_id>/send-again/",
        editors(sending.send_again),
        name="send_invitation_again",
    ),
    path(
        "invitations/<int:invitation_id>/acceptance/",
        editors(acceptance.confirm_acceptance),
        name="confirm_acceptance",
    ),
    path(
        "invitations/<int:invitation_id>/withdraw/",
        editors(sending.withdraw),
        name="withdraw_invitation",
    ),
    path(
        "invitations/<int:invitation_id>/confirm/",
        editors(confirming.confirm),
        name="confirm_invitation",
    ),
]
