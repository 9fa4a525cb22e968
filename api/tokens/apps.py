from django.apps import AppConfig


class TokensConfig(AppConfig):
    name = "api.tokens"
    label = "api_tokens"
    verbose_name = "API tokens"

    def ready(self) -> None:
        """What this subject adds to what lies below."""
        from acoms.api.authentication import register_reader
        from api.tokens.reading import read_token
        from api.tokens.rules import GRANT
        from api.tokens.views import answer_grant
        from qpp_roles.openid.servers import register_grant

        register_reader(read_token)
        register_grant(GRANT, answer_grant)
