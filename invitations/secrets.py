"""The link's token and the security code of an invitation: derived, never stored (rule E5)."""

from acoms.crypto.link_secrets import LinkSecrets, LinkTarget

__all__ = ["LinkTarget", "code_for", "code_matches", "read_token", "token_for"]

_SECRETS = LinkSecrets("invitation")

token_for = _SECRETS.token_for
read_token = _SECRETS.read_token
code_for = _SECRETS.code_for
code_matches = _SECRETS.code_matches
