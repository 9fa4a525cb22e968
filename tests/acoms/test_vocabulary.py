"""Tables keyed by a closed vocabulary."""

from enum import StrEnum

import pytest

from acoms.programme.vocabulary import complete


class Word(StrEnum):
    ONE = "one"
    TWO = "two"


def test_a_table_has_a_row_for_each_word_or_says_which_it_lacks() -> None:
    complete(Word, {Word.ONE: 1, Word.TWO: 2})
    complete(Word, {"two": 2, "one": 1})  # as the database holds them
    with pytest.raises(TypeError, match="Of Word the table lacks TWO"):
        complete(Word, {Word.ONE: 1})
