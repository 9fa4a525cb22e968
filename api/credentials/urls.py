"""Below `/acos/<ACO ID>/api-credentials/`: Credential Delegates, and nobody else (rule A6)."""

from django.urls import path

from acoms.access import allow
from api.credentials import views
from contacts.access import AcoPolicy
from contacts.permissions import Permission

keep = allow(AcoPolicy(Permission.API_CREDENTIALS_MANAGE))

urlpatterns = [
    path("", keep(views.credentials), name="aco_api_credentials"),
    path("new/", keep(views.new_credentials), name="new_api_credentials"),
    path("<uuid:uid>/rotate/", keep(views.rotate), name="rotate_api_credentials"),
    path("<uuid:uid>/addresses/", keep(views.addresses), name="api_addresses"),
    path("<uuid:uid>/delete/", keep(views.delete), name="delete_api_credentials"),
    path("<uuid:uid>/take-over/", keep(views.take), name="take_over_api_credentials"),
]
