from django.urls import path

from acoms.access import PUBLIC, SIGNED_IN, allow
from contacts import views
from contacts.access import AcoPolicy
from contacts.permissions import Permission

see_overview = allow(AcoPolicy(Permission.OVERVIEW_READ))
see_contacts = allow(AcoPolicy(Permission.CONTACTS_READ))
edit_contacts = allow(AcoPolicy(Permission.CONTACTS_EDIT))

urlpatterns = [
    path("my-acos/", allow(SIGNED_IN)(views.my_acos), name="my_acos"),
    path("help/contact-types/", allow(PUBLIC)(views.contact_types), name="contact_types"),
    path("acos/<str:aco_id>/", see_overview(views.overview), name="aco_overview"),
    path("acos/<str:aco_id>/contacts/", see_contacts(views.contacts), name="contacts"),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/",
        see_contacts(views.contact),
        name="contact",
    ),
    path(
        "acos/<str:aco_id>/contacts/<int:contact_id>/end/",
        edit_contacts(views.end_contact_types),
        name="end_contact_types",
    ),
]
