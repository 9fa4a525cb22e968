"""A receiver that runs."""

from collections.abc import Iterator

import pytest

from tests.api.webhooks.receiver import Receiver, running_receiver


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with running_receiver() as found:
        yield found
