from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.lists.views import differences, lists, participant

see = allow(AcoPolicy(Permission.PARTICIPANTS_READ))
see_tins = allow(AcoPolicy(Permission.TINS_READ))

urlpatterns = [
    path("", see(lists.participants), name="aco_participants"),
    path("participants.csv", see(lists.participants_csv), name="participants_csv"),
    path("providers.csv", see(lists.providers_csv), name="providers_csv"),
    path("differences/", see(differences.differences), name="participant_differences"),
    path(
        "differences/differences.csv",
        see(differences.differences_csv),
        name="participant_differences_csv",
    ),
    path("<int:participant_id>/", see(participant.participant), name="participant"),
    path(
        "<int:participant_id>/providers.csv",
        see(participant.participant_providers_csv),
        name="participant_providers_csv",
    ),
    path(
        "<int:participant_id>/tin/", see_tins(participant.participant_tin), name="participant_tin"
    ),
]
