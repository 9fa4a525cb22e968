"""The Statement of Truth, which everyone agrees to at every sign-in (rule D10)."""

from django.utils.translation import gettext_lazy

LABEL = gettext_lazy("Yes, I agree")

STATEMENT = gettext_lazy(
    "I certify to the best of my knowledge that all "
    "of the information that I submit will be true, accurate and complete. If I become aware that "
    "any submitted information is not true, accurate and complete, I will correct such information "
    "promptly. I understand that the knowing omission, misrepresentation or falsification of any "
    "submitted information may be punished by criminal, civil or administrative penalties, "
    "including fines, civil damages and/or imprisonment."
)
