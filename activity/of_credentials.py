"""What happened to API credentials of an ACO, in sentences: pure Python (rules E3, H1)."""

from activity.rules import Facts, Kind
from api.credentials.rules import Change


def say_credentials(facts: Facts) -> str:
    name = facts.now["credentials_name"]
    if facts.kind is Kind.OTHER:  # accounts were merged
        answers = "answered" if facts.now["ended_at"] else "now answers"
        return f"{facts.name('delegate_id')} {answers} for the API credentials {name}"
    past = Change(facts.now["last_change"]).past
    actor = "CMS staff" if facts.kind is Kind.CREDENTIALS_ENDED else facts.actor
    return f"{actor} {past} the API credentials {name}"
