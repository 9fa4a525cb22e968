"""What ACOs answered and whom a message did not reach, on CMS staff's first page (G2, J1)."""

from acoms.site.program_day import Counted, Part, count
from documents.correspondence.models import Reply
from documents.correspondence.queries import reached_nobody


def register_queues() -> None:
    answers = Counted(
        title="Answers from ACOs to messages",
        model="documents_correspondence.Reply",
        rows=Reply.objects.waiting,
        since="written_at",
    )
    unread = Counted(
        title="Messages to ACOs where nobody receives them",
        model="documents_correspondence.Delivery",
        rows=reached_nobody,
        narrowed={"reached": "nobody"},
        since="sent_at",
    )
    count(Part.WAITING, 50, answers)
    count(Part.FAILED, 30, unread)
