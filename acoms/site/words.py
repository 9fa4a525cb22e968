"""What pages call things of rooms above their own: words that those rooms register.

A room calls `register_words` in its `AppConfig.ready()`, and a template says
`{% words "organizations" %}`.
"""

from django.utils.functional import Promise

_words: dict[str, str | Promise] = {}


def register_words(name: str, words: str | Promise) -> None:
    """Say what stands in sentences for `name`; later, where pages that speak say it."""
    _words[name] = words


def words(name: str) -> str:
    """What stands in sentences for `name`, which a room above has registered."""
    return str(_words[name])
