"""A program asks what its token is good for (rule H2)."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_who_comes_without_a_token_is_told_how_to_get_one(client: Client) -> None:
    answer = client.get("/auth/welcome")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="ACO-MS"'
    assert "POST /auth/token" in answer.json()["error_description"]


def test_a_token_that_is_none_is_refused_as_such(client: Client) -> None:
    answer = client.get("/auth/welcome", headers={"authorization": "Bearer none"})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="ACO-MS", error="invalid_token"'
