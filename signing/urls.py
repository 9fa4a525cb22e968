from django.urls import path

from acoms.access import PUBLIC, allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from signing.views import documents, event, verifying

see = allow(AcoPolicy(Permission.SIGNING_READ))
HERE = "acos/<str:aco_id>/signing-event"
DOCUMENT = f"{HERE}/<int:aco_event_id>/<int:document_id>"

urlpatterns = [
    path("how-to-verify/", allow(PUBLIC)(verifying.how_to_verify), name="how_to_verify"),
    path("how-to-verify/root.pem", allow(PUBLIC)(verifying.root_certificate), name="signing_root"),
    path(f"{HERE}/", see(event.signing_event), name="aco_signing_event"),
    path(f"{DOCUMENT}/", see(documents.document), name="read_document"),
    path(f"{DOCUMENT}/document.pdf", see(documents.document_pdf), name="document_pdf"),
    path(f"{DOCUMENT}/concern/", see(documents.concern), name="say_concern"),
    path(f"{HERE}/signed/<int:signature_id>/", see(documents.signed_pdf), name="signed_pdf"),
]
