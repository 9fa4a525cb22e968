"""The link's token and the security code of a request for an account (rule E5)."""

from acoms.crypto.link_secrets import LinkSecrets

_SECRETS = LinkSecrets("registration")

token_for = _SECRETS.token_for
read_token = _SECRETS.read_token
code_for = _SECRETS.code_for
code_matches = _SECRETS.code_matches
