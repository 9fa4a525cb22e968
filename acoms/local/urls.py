"""Pages of local mode only."""

from django.urls import path, register_converter
from django.urls.converters import SlugConverter

from acoms.access import PUBLIC, allow
from acoms.local import mailbox


class MessageKey(SlugConverter):
    """The name of a message's file: digits and hyphens, so that it never leads elsewhere."""

    regex = "[0-9-]+"


register_converter(MessageKey, "message_key")

urlpatterns = [
    path("", allow(PUBLIC)(mailbox.inbox), name="mailbox"),
    path("messages.json", allow(PUBLIC)(mailbox.messages_json), name="mailbox_json"),
    path("<message_key:key>/", allow(PUBLIC)(mailbox.show), name="mailbox_message"),
    path("<message_key:key>/html/", allow(PUBLIC)(mailbox.show_html), name="mailbox_html"),
]
