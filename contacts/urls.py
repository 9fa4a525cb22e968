from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from contacts.access import EDITORS_OF_SEVERAL, AcoPolicy, OwnContactPolicy
from contacts.across.views import end_across
from contacts.permissions import Permission
from contacts.views import acos, contact, contacts, help, public_line, statements

see_overview = allow(AcoPolicy(Permission.OVERVIEW_READ))
see_contacts = allow(AcoPolicy(Permission.CONTACTS_READ))
edit_contacts = allow(AcoPolicy(Permission.CONTACTS_EDIT))

urlpatterns = [
    path("my-acos/", allow(SIGNED_IN)(acos.my_acos), name="my_acos"),
    path("my-acos/end/<int:contact_id>/", allow(EDITORS_OF_SEVERAL)(end_across), name="end_across"),
    path("help/contact-types/", allow(PUBLIC)(help.contact_types), name="contact_types"),
    path("help/who-can-do-what/", allow(PUBLIC)(help.who_can_do_what), name="who_can_do_what"),
    path("statements/", allow(SIGNED_IN)(statements.statements), name="statements"),
    path(
        "statements/<int:held_type_id>/confirm/",
        allow(SIGNED_IN)(statements.confirm),
        name="confirm_statements",
    ),
    path(
        "statements/<int:held_type_id>/refuse/",
        allow(SIGNED_IN)(statements.refuse),
        name="refuse_statements",
    ),
    path("acos/<str:aco_id>/", see_overview(acos.overview), name="aco_overview"),
    path("acos/<str:aco_id>/contacts/", see_contacts(contacts.contacts), name="contacts"),
    path(
        "acos/<str:aco_id>/contacts/contacts.csv",
        see_contacts(contacts.contacts_csv),
        name="contacts_csv",
    ),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/",
        see_contacts(contact.contact),
        name="contact",
    ),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/end/",
        edit_contacts(contact.end_contact),
        name="end_contact",
    ),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/change/",
        edit_contacts(contact.change_contact),
        name="change_contact",
    ),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/public-line/",
        allow(OwnContactPolicy(Permission.PUBLIC_LINE_EDIT, Permission.CONTACTS_EDIT))(
            public_line.public_line
        ),
        name="public_line",
    ),
    path(
        "acos/<str:aco_id>/what-i-can-do/",
        allow(AcoPolicy(Permission.OWN_ACCESS_READ))(help.what_i_can_do),
        name="what_i_can_do",
    ),
]
