"""What pages call things of rooms above their own: words that those rooms register.

A room calls `register_words` in its `AppConfig.ready()`, and a template says
`{% words "organizations" %}`.
"""

_words: dict[str, str] = {}


def register_words(name: str, words: str) -> None:
    """Say what stands in sentences for `name`."""
    _words[name] = words


def words(name: str) -> str:
    """What stands in sentences for `name`, which a room above has registered."""
    return _words[name]
