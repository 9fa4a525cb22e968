"""Where you are signed in, and signing out there."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.actions import end_sessions
from accounts.models import OpenSession
from accounts.requests import SignedInRequest


@require_http_methods(["GET", "HEAD", "POST"])
def your_sessions(request: SignedInRequest) -> HttpResponse:
    """One's sessions; a POST ends all but this one."""
    key = request.session.session_key or ""
    if request.method == "POST":
        end_sessions(acting_person=request.user, person=request.user, keep=key)
        messages.success(request, "You are signed out everywhere else.")
        return redirect("your_sessions")
    sessions = list(OpenSession.objects.filter(person=request.user).alive())
    context = {"sessions": sessions, "this": OpenSession.objects.of_key(key).first()}
    return render(request, "accounts/your_sessions.html", context)
