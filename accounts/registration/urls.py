"""Asking for an account, under /account/register/."""

from django.urls import path

from accounts.registration import views
from accounts.urls import anyone

urlpatterns = [
    path("", anyone(views.register), name="register"),
    path("sent/", anyone(views.register_sent), name="register_sent"),
    path("<str:token>/", anyone(views.open_registration), name="open_registration"),
]
