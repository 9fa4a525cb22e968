from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        from accounts.actions import notices_moving
        from accounts.merging import register_room
        from accounts.registration import voucher
        from accounts.signup import register_voucher_reader

        register_room(notices_moving.ROOM)
        register_voucher_reader(voucher.read_voucher, next_url=voucher.next_url)
