"""Messages to ACOs, for CMS staff: written, sent and followed, and what ACOs answer."""

from documents.correspondence.admin import answers as answers
from documents.correspondence.admin import deliveries as deliveries
from documents.correspondence.admin import messages as messages
