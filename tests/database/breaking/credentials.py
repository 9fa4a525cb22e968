"""Limits of API credentials, with how to break each."""

from api.credentials.models import ClientId, Credentials, CredentialsAco
from api.tokens.models import WrongSecrets
from tests.database.breaking.ways import BEFORE, Table, twice, wrong
from tests.database.rows import NOW

CREDENTIALS: Table = {
    "credentials_have_a_name": wrong(Credentials, name=""),
    "credentials_for_a_resource": wrong(Credentials, resources=[]),
    "credentials_from_an_address": wrong(Credentials, addresses=[]),
    "credentials_ended_with_a_reason": (
        wrong(Credentials, ended_at=NOW),
        wrong(Credentials, end_reason="Because."),
    ),
    "credentials_once_for_an_aco": twice(CredentialsAco, "credentials", "aco"),
    "credentials_change_is_known": wrong(CredentialsAco, last_change="improved"),
    "client_id_ends_later": wrong(ClientId, made_at=NOW, ends_at=BEFORE),
    "client_id_used_from_somewhere": (
        wrong(ClientId, last_used_at=NOW),
        wrong(ClientId, last_used_from="10.0.0.1"),
    ),
    "wrong_secrets_of_an_address": twice(WrongSecrets, "client_id", "address"),
}
