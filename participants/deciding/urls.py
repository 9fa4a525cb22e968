from django.urls import path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from participants.deciding import views

read = allow(AcoPolicy(Permission.CHANGE_REQUESTS_READ))

urlpatterns = [path("<int:letter_id>.pdf", read(views.feedback_letter), name="feedback_letter")]
