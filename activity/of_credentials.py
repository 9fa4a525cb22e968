"""What happened to API credentials of an ACO, in sentences: pure Python (rules E3, H1)."""

from activity.rules import Facts, Kind
from api.credentials.rules import Change


def say_credentials(facts: Facts) -> str:
    past = Change(facts.now["last_change"]).past
    actor = "CMS staff" if facts.kind is Kind.CREDENTIALS_ENDED else facts.actor
    return f"{actor} {past} the API credentials {facts.now['credentials_name']}"
