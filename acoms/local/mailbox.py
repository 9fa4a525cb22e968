"""`/_mail/`: where a person reads, in local mode, the mail that the site sent."""

from itertools import islice

from csp.constants import SELF
from csp.decorators import csp, csp_update
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin

from acoms.local.messages import Message, message, messages

SHOWN = 200


@never_cache
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first, or those to one address."""
    to = request.GET.get("to", "").strip()
    found = list(islice(messages(to), SHOWN))
    return render(request, "local/inbox.html", {"messages_received": found, "to": to})


@never_cache
@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # typed for views without arguments
def show(request: HttpRequest, key: str) -> HttpResponse:
    """One message: its text, and its HTML version in a frame that may do nothing."""
    return render(request, "local/message.html", {"message": _message_or_404(key)})


@never_cache
@xframe_options_sameorigin
@csp(  # type: ignore[arg-type]
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],  # mail programs know no other kind of style
        "img-src": ["data:"],
        "frame-ancestors": [SELF],
        "sandbox": ["allow-popups", "allow-popups-to-escape-sandbox"],
    }
)
def show_html(request: HttpRequest, key: str) -> HttpResponse:
    """The HTML version itself, as its sender wrote it: no script, no form, nothing fetched."""
    return HttpResponse(_message_or_404(key).html)


@never_cache
def messages_json(request: HttpRequest) -> JsonResponse:
    """`messages.json?to=ADDRESS`: the same for a program."""
    found = [
        {
            "to": one.to,
            "subject": one.subject,
            "text": one.text,
            "html": one.html,
            "received_at": one.received_at.isoformat(),
        }
        for one in messages(request.GET.get("to", ""))
    ]
    return JsonResponse(found, safe=False)


def _message_or_404(key: str) -> Message:
    found = message(key)
    if found is None:
        raise Http404
    return found
