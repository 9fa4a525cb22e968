from django.urls import path

from acoms.access import SIGNED_IN, allow
from search import views

urlpatterns = [path("", allow(SIGNED_IN)(views.search_page), name="search")]
