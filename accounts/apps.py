from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.actions import notices_moving
        from accounts.merging import register_room

        register_room(notices_moving.ROOM)
