"""Below `/auth/`, as CMS's other APIs have it. Programs show who they are by secret or token."""

from django.urls import path

from acoms.access import PUBLIC, allow
from api.tokens import views

anyone = allow(PUBLIC)

urlpatterns = [
    path("token", anyone(views.token), name="api_token"),
    path("introspect", anyone(views.introspection), name="api_introspection"),
    path("welcome", anyone(views.welcome), name="api_welcome"),
]
