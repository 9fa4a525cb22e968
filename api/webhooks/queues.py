"""Messages that no webhook took, on the first page of CMS staff (rule J1)."""

from acoms.site.program_day import Counted, Part, count
from api.webhooks.models import WebhookDelivery
from api.webhooks.rules import SHOWN_FOR


def register_queues() -> None:
    failed = Counted(
        title=f"Messages to webhooks not delivered in the last {SHOWN_FOR.days} days",
        model="api_webhooks.WebhookDelivery",
        rows=WebhookDelivery.objects.failed,
        narrowed={"state": "failed"},
        since="given_up_at",
    )
    count(Part.FAILED, 60, failed)
