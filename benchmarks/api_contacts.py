"""`api_contacts`: the first page of an ACO's contacts, fifty of them, asked for by a program."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.credentials.actions.making import new_client_id
from api.credentials.models import Credentials, CredentialsAco
from api.credentials.rules import Change
from api.tokens.actions import give_token
from benchmarks.alternating import alternate
from benchmarks.people import EVERY_FACT
from benchmarks.results import Result
from benchmarks.servers import HOST
from benchmarks.sites import BATCH, Sites
from contacts.actions import give_types
from contacts.models import Aco, Contact

HERE = "127.0.0.1"
MOST_QUERIES = 4  # two for the token, one for the ACO, one for the contacts


def measure(sites: Sites, aco: Aco, requests: int) -> Result:
    """At most 500 requests: credentials are good for 600 a minute."""
    path, floor_path = f"/api/v1/acos/{aco.aco_id}/contacts", f"/api/contacts/{aco.pk}/"
    token = {"Authorization": f"Bearer {token_for(aco)}"}
    queries = count_queries(path, token)
    for _ in range(1 + requests // 10):
        sites.ours.get(path, token)
        sites.floor.get(floor_path, token)
    costs = alternate(
        lambda: sites.ours.get(path, token),
        lambda: sites.floor.get(floor_path, token),
        rounds=max(1, requests // BATCH),
        repeat=BATCH,
    )
    return Result(
        name="api_contacts",
        ours=costs.ours.cpu * 1000,
        floor=costs.floor.cpu * 1000,
        unit="ms of CPU",
        note=f"{queries} queries (at most {MOST_QUERIES}); {costs.wall_ratio:.2f} times the wait",
        misses=(f"{queries} queries",) if queries > MOST_QUERIES else (),
    )


def token_for(aco: Aco) -> str:
    """A token of credentials for the ACO's contacts, of one of the fifty."""
    delegate = Contact.objects.filter(aco=aco).select_related("person").latest("pk").person
    give_types(
        acting_person=delegate,
        aco=aco,
        person=delegate,
        codes=["credential_delegate"],
        given_by=None,
        facts=EVERY_FACT,
    )
    credentials = Credentials.objects.create(
        name="Bench", resources=["contacts"], addresses=[HERE], made_by=delegate
    )
    CredentialsAco.objects.create(
        credentials=credentials, aco=aco, delegate=delegate, last_change=Change.CREATED
    )
    client_id, secret = new_client_id(delegate, credentials)
    return give_token(client_id=str(client_id.client_id), secret=secret, address=HERE).token


def count_queries(path: str, token: dict[str, str]) -> int:
    """How many queries it asks, the first one after the process began not counted."""
    program = Client(headers={"host": HOST, **token})
    program.get(path, secure=True)
    with CaptureQueriesContext(connection) as asked:
        assert program.get(path, secure=True).status_code == 200
    return len(asked)
