"""The secret of a calendar's address: derived, never stored (rule E5)."""

from acoms.crypto.link_secrets import LinkSecrets

_SECRETS = LinkSecrets("calendar")

token_for = _SECRETS.token_for
read_token = _SECRETS.read_token
