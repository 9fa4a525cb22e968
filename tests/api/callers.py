"""Programs that call the API, as tests send them."""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.test import Client

from accounts.models import Person
from acoms.api import authentication
from acoms.api.authentication import NotAuthenticated
from acoms.api.caller import Caller
from contacts.models import Aco

EVERYTHING = ("data_hub", "contacts", "participants")


class Programs:
    """Tokens that are good in a test: whoever comes with one is who was said."""

    def __init__(self) -> None:
        self.known: dict[str, Caller] = {}

    def read(self, request: HttpRequest) -> Caller:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token not in self.known:
            raise NotAuthenticated("Ask for a token first.", tried=bool(token))
        return self.known[token]

    def of(
        self,
        person: Person,
        acos: Collection[Aco],
        resources: Collection[str] = EVERYTHING,
        taken_over: Mapping[str, int] | None = None,
    ) -> "Program":
        """A program with credentials of a delegate for some ACOs; `taken_over` has who answers
        for them in others' place, by ACO ID."""
        token, number = uuid.uuid4().hex, uuid.uuid4()
        self.known[token] = Caller(
            credentials_id=number,
            client_id=number.hex,
            name="Nightly download",
            resources=frozenset(resources),
            address="203.0.113.7",
            delegates={aco.aco_id: person.pk for aco in acos} | dict(taken_over or {}),
        )
        return Program(token)


class Program:
    """Sends requests with its token."""

    def __init__(self, token: str) -> None:
        self.client, self.token = Client(), token

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def ask(self, method: str, path: str, **headers: str) -> Any:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent["Authorization"] = f"Bearer {self.token}"
        return self.client.generic(method, path, headers=sent)

    def items(self, path: str) -> list[dict[str, Any]]:
        """The items of all pages."""
        found, at = [], path
        while at:
            page = self.get(at).json()
            found += page["items"]
            at = page["next"]
        return found


def programs_of(monkeypatch: Any) -> Programs:
    """The one reader of tokens while a test runs."""
    programs = Programs()
    monkeypatch.setattr(authentication, "_readers", [programs.read])
    return programs
