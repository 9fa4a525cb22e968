from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.effects import views

urlpatterns = [
    path(
        "",
        allow(AcoPolicy(Permission.PARTICIPANTS_READ))(views.effects),
        name="participant_effects",
    ),
]
