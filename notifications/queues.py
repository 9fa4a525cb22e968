"""Mail that was not delivered, among the numbers of CMS staff's first page (rule J1)."""

from acoms.site.admin_filters import RECENT, recent_since
from acoms.site.program_day import Counted, Part, count
from notifications.models import Notification, NotificationQuerySet


def failed_lately() -> NotificationQuerySet:
    """Mail that was given up within the last 30 days."""
    return Notification.objects.filter(failed_at__gte=recent_since())


def register_queues() -> None:
    failed = Counted(
        title=f"E-mail not delivered in the last {RECENT.days} days",
        model="notifications.Notification",
        rows=failed_lately,
        narrowed={"mail": "failed_lately"},
        since="failed_at",
    )
    count(Part.FAILED, 10, failed)
