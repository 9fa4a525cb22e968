"""Below `/acos/<ACO ID>/api-credentials/webhooks/`: Credential Delegates, and nobody else (A6)."""

from django.urls import path

from acoms.access import allow
from api.webhooks import views
from contacts.access import AcoPolicy
from contacts.permissions import Permission

keep = allow(AcoPolicy(Permission.API_CREDENTIALS_MANAGE))

urlpatterns = [
    path("", keep(views.webhooks), name="aco_webhooks"),
    path("new/", keep(views.new_webhook), name="new_webhook"),
    path("<uuid:webhook_uid>/", keep(views.webhook), name="aco_webhook"),
    path("<uuid:webhook_uid>/rotate/", keep(views.rotate), name="rotate_webhook_secret"),
    path("<uuid:webhook_uid>/delete/", keep(views.delete), name="delete_webhook"),
    path("<uuid:webhook_uid>/turn-on/", keep(views.on), name="turn_on_webhook"),
    path("<uuid:webhook_uid>/test/", keep(views.test), name="test_webhook"),
    path(
        "<uuid:webhook_uid>/<uuid:message_uid>/again/", keep(views.again), name="send_webhook_again"
    ),
]
