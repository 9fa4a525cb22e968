"""The receiver of the documents verifies what is sent, and nothing else."""

import re
from pathlib import Path
from typing import Any

import pytest

from api.webhooks.actions import send_due
from tests.api.webhooks.receiver import Receiver, rotated, webhook_of
from tests.cast import Cast
from tests.documents.files.published import publish_file

PAGE = Path(__file__).resolve().parents[3] / "docs" / "webhooks.md"


@pytest.mark.rule("E5")
def test_the_receiver_of_the_documents_verifies_what_is_sent(
    cast: Cast, receiver: Receiver
) -> None:
    written = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    assert written
    found: dict[str, Any] = {}
    exec(written[1], found)  # noqa: S102 - our own page
    made = webhook_of(cast.delegate, cast.lakeside, receiver.url)
    secret = made.secret
    renewed = rotated(cast.delegate, cast.lakeside, made.webhook).secret
    publish_file(cast.lakeside)
    send_due()
    ((headers, body),) = receiver.came
    assert found["is_from_acoms"](secret, headers, body)
    assert found["is_from_acoms"](renewed, headers, body)
    assert not found["is_from_acoms"](secret, headers, body + b" ")
    assert not found["is_from_acoms"](secret, {**headers, "webhook-id": "other"}, body)
    assert not found["is_from_acoms"]("whsec_b3RoZXI=", headers, body)
    old = str(int(headers["webhook-timestamp"]) - 301)
    assert not found["is_from_acoms"](secret, {**headers, "webhook-timestamp": old}, body)
