"""The Django admin where CMS staff run the programme; a second factor is required."""

from django_otp.admin import OTPAdminSite


class AcomsAdminSite(OTPAdminSite):
    site_header = "ACO-MS for CMS staff"
    site_title = "ACO-MS"
    index_title = "The programme"
