from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "invitations"

    def ready(self) -> None:
        from accounts.signup import register_voucher_reader
        from invitations import notices as notices
        from invitations import voucher

        register_voucher_reader(voucher.read_voucher, next_url=voucher.next_url)
