"""The way from an ACO to its list, for CMS staff."""

from django.http import HttpRequest
from django.urls import reverse

from acoms.site.sections import Section, admin_tool
from contacts.models import Aco


def list_of_aco(request: HttpRequest, aco: Aco) -> Section:
    url = reverse("admin:participants_lists_participant_of_aco", args=[aco.pk])
    return admin_tool("Participant list", url)
