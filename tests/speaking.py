"""No mail speaks in the words of strangers: asked of every notification that any test writes.

A mail's subject and first sentence come from `said`, `what` and `title` of its data, and from
places and types, which are ours (decision 0052; `tests/notifications/test_strangers_words.py` holds
the templates to that). Here is made sure that no name of a person is in them.
"""

import re
from typing import Any

from django.db.models.signals import post_init, post_save

from accounts.models import Person
from invitations.models import Invitation
from notifications.kinds import _kinds
from notifications.models import Notification

OUR_WORDS = ("said", "what", "title", "subject")
_names: set[str] = set()


def listen() -> None:
    for model in (Person, Invitation):
        post_save.connect(_remember, sender=model, dispatch_uid=f"names of {model.__name__}")
    post_init.connect(_check, sender=Notification, dispatch_uid="whose words")


def _remember(instance: Any, **kwargs: Any) -> None:
    if " " in instance.full_name:  # a word alone may be one of ours
        _names.add(instance.full_name)


def _check(instance: Notification, **kwargs: Any) -> None:
    # A row that is read with some of its columns alone has no data to look at.
    data, kind = instance.__dict__.get("data"), _kinds.get(instance.__dict__.get("kind", ""))
    if not data or not kind or not kind.mail:
        return
    ours = " ".join(str(data.get(key, "")) for key in OUR_WORDS)
    strange = [name for name in _names if name in ours and _stands_alone(name, ours)]
    assert not strange, f"{instance.kind} says {strange} in our words: {ours}"


def _stands_alone(name: str, ours: str) -> bool:
    """Whether it is not merely a part of longer words, as "O 0" is of "ACO 0"."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ours) is not None
