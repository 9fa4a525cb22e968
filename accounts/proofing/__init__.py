"""Remote identity proofing: a bureau asks questions that only the person can answer (rule A9).

The bureau stands behind `bureau.Bureau`, so that another kind of proof can take its place.
"""

from django.conf import settings
from django.utils.module_loading import import_string

from accounts.proofing.bureau import Bureau


def the_bureau() -> Bureau:
    """The bureau that `settings.PROOFING_BUREAU` names."""
    bureau: Bureau = import_string(settings.PROOFING_BUREAU)()
    return bureau
