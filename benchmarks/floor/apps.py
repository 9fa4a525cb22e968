"""The rooms whose models the floor reads and writes: tables only, nothing of what they register."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "accounts"


class Contacts(AppConfig):
    name = "contacts"


class Invitations(AppConfig):
    name = "invitations"


class Notifications(AppConfig):
    name = "notifications"
