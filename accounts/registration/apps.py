from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "accounts.registration"
    label = "accounts_registration"
    verbose_name = "Requests for an account"

    def ready(self) -> None:
        from accounts.registration import voucher
        from accounts.signup import register_voucher_reader

        register_voucher_reader(voucher.read_voucher, next_url=voucher.next_url)
