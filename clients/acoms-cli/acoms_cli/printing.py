"""What is printed. Programs read these lines: their form is part of the interface."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from acoms_cli.data_hub import FileType, RemoteFile, moment

if TYPE_CHECKING:
    from acoms_cli.download import Outcome

_RULE = "-" * 76


class Session:
    """What stands around each answer in words."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def open(self) -> None:
        print(f"\n acoms-cli - ACO-MS CLI\n\n\n{_RULE}\n\n", flush=True)

    def close(self) -> None:
        seconds = time.monotonic() - self._began
        print(f"\n\n{_RULE}\n\n\nSession closed, lasted about {seconds:.1f}s.", flush=True)


def print_types(types: Iterable[FileType]) -> None:
    """The categories, and the types of each with their codes."""
    print("List Of Datahub Folders & File Types :\n\n")
    by_category: dict[str, list[FileType]] = {}
    for each in types:
        by_category.setdefault(each.category, []).append(each)
    for number, (category, own) in enumerate(by_category.items()):
        print(f"\n{printable(category)}" if number else printable(category))
        for each in own:
            print(f"-----{printable(each.name)}, Code {each.code}")


def print_files(files: Sequence[RemoteFile]) -> None:
    """The files, each with its size and when it was last updated."""
    print(f" Found {len(files)} files.\n\n List of Files\n")
    for number, file in enumerate(files, start=1):
        print(
            f" {number} of {len(files)} - {printable(file.name)} ({size_in_words(file.size)}) "
            f"Last Updated: {moment(file.updated_at)}"
        )


def print_outcomes(outcomes: Sequence[Outcome]) -> None:
    """What became of the files, in lines that nobody takes for the listing's."""
    print()
    for each in outcomes:
        if each.what == "replaced":
            print(
                f" Replaced {printable(each.file.name)}: it was delivered again "
                f"(version {each.file.version})."
            )
    counts = {what: sum(each.what == what for each in outcomes) for what in _IN_WORDS}
    said = [f"{count} {_IN_WORDS[what]}" for what, count in counts.items() if count]
    print(f" Done: {', '.join(said) or 'nothing to download'}.")


_IN_WORDS = {
    "downloaded": "downloaded",
    "replaced": "replaced by a later version",
    "present": "already here",
    "failed": "failed",
}


def print_json(said: Any) -> None:
    print(json.dumps(said, indent=2, ensure_ascii=True), flush=True)


def size_in_words(count: int) -> str:
    """A size in units of 1,024, with at most two decimals: 68.8 MB."""
    size, units = float(count), ["B", "KB", "MB", "GB", "TB"]
    while round(abs(size), 2) >= 1024 and len(units) > 1:
        size /= 1024
        units.pop(0)
    return f"{size:.2f}".rstrip("0").rstrip(".") + f" {units[0]}"


def printable(text: str) -> str:
    """Text of another machine, without what would move a terminal's cursor or color it."""
    return "".join(character if character.isprintable() else "?" for character in text)
