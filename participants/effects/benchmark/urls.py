from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.effects.benchmark import views

see = allow(AcoPolicy(Permission.PARTICIPANTS_READ))

urlpatterns = [path("", see(views.benchmark), name="aco_benchmark")]
