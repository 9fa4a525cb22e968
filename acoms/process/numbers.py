"""Whole numbers that the environment names, and one sentence where it names something else."""

from collections.abc import Mapping

MOST_DIGITS = 9


class NotThatNumberError(ValueError):
    """The setting is no number, or too small or too large; the text says so to a person."""


def whole_number(
    environment: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = 10**9
) -> int:
    """The number in the variable, or the default where it is missing or empty.

    Plain digits only: `int` also takes a sign, spaces, underscores and other scripts' digits.
    """
    text = environment.get(name) or str(default)
    plain = text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
    if not plain or not least <= int(text) <= most:
        raise NotThatNumberError(f"{name} is {text!r}; it must be a number from {least} to {most}.")
    return int(text)


def port(environment: Mapping[str, str], name: str, default: int) -> int:
    return whole_number(environment, name, default, least=1, most=65_535)
