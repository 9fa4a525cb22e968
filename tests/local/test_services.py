import os

import pytest
import redis
from django.db import connection


@pytest.mark.django_db
def test_the_test_run_has_a_postgresql_18_of_its_own() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('server_version_num')::int, current_setting('port')")
        assert cursor.fetchone()[0] >= 150000


def test_the_test_run_has_a_valkey_of_its_own() -> None:
    assert redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
