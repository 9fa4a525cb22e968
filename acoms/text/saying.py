"""What pure rules say to people, in the language of the page that is being drawn.

Rules do not import Django: who translates is told at start-up (`acoms.apps`).
"""

from collections.abc import Callable

Translate = Callable[[str], str]
_translators: list[Translate] = []


def translated_by(translate: Translate) -> None:
    """Say who translates a sentence; without one it stays English."""
    _translators[:] = [translate]


def say_later(text: str) -> str:
    """A sentence of a table, for `tests.translations`: `say` says it where it is read."""
    return text


def say(text: str, **values: object) -> str:
    """A sentence with its values: `say("It must have {least} to {most}.", least=15, most=60)`.

    `text` is written out in the call, where `tests.translations` finds it.
    """
    for translate in _translators:
        text = translate(text)
    return text.format(**values) if values else text
