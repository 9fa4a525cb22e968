from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from documents.reports import views

read = allow(AcoPolicy(Permission.REPORTING_READ))

urlpatterns = [
    path("<slug:report>/", read(views.aco_report), name="aco_report"),
    path(
        "<slug:report>/report.<slug:extension>", read(views.aco_report_file), name="aco_report_file"
    ),
]
