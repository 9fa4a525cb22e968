"""Messages to ACOs, with what became of each at each ACO and with each person."""

from documents.correspondence.models.deliveries import Copy, Delivery, Reply
from documents.correspondence.models.messages import Attachment, Message

__all__ = ["Attachment", "Copy", "Delivery", "Message", "Reply"]
