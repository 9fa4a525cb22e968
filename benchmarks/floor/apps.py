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


class Credentials(AppConfig):
    name = "api.credentials"
    label = "api_credentials"


class Tokens(AppConfig):
    name = "api.tokens"
    label = "api_tokens"
