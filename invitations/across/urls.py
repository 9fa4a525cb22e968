"""Pages of somebody who administers several ACOs."""

from django.urls import path

from acoms.access import allow
from contacts.access import EDITORS_OF_SEVERAL
from invitations.across.views import invite_across

urlpatterns = [
    path("my-acos/invite/", allow(EDITORS_OF_SEVERAL)(invite_across), name="invite_across"),
]
