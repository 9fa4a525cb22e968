"""An ACO's Activity subtab, for its administrators."""

from django.urls import path

from acoms.access import allow
from activity import views
from contacts.access import AcoPolicy
from contacts.permissions import Permission

see_activity = allow(AcoPolicy(Permission.ACTIVITY_READ))

urlpatterns = [
    path("", see_activity(views.activity), name="activity"),
    path("activity.csv", see_activity(views.activity_csv), name="activity_csv"),
]
