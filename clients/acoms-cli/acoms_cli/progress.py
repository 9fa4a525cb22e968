"""How far downloads are, on a terminal; in a pipe, nothing."""

from __future__ import annotations

import sys
import threading
import time
from typing import TextIO

from acoms_cli.printing import size_in_words

_EVERY = 0.2  # seconds
_WIDTH = 30


class Progress:
    """One line on stderr that is drawn anew, for all downloads together."""

    def __init__(self, total: int, to: TextIO | None = None) -> None:
        self._to = to or sys.stderr
        self._shown = self._to.isatty()
        self._total, self._done, self._drawn = total, 0, 0.0
        self._lock, self._began = threading.Lock(), time.monotonic()

    def add(self, count: int) -> None:
        """So many bytes have come; fewer than none where some are fetched again."""
        with self._lock:
            self._done += count
            if self._shown and time.monotonic() - self._drawn >= _EVERY:
                self._draw()

    def skip(self, count: int) -> None:
        """So many bytes need not come."""
        with self._lock:
            self._total -= count

    def end(self) -> None:
        """Take the line away."""
        if self._shown:
            self._to.write("\r\x1b[K")
            self._to.flush()

    def _draw(self) -> None:
        self._drawn = time.monotonic()
        share = min(self._done / self._total, 1.0) if self._total > 0 else 1.0
        bar = "#" * round(share * _WIDTH)
        pace = self._done / max(self._drawn - self._began, 0.001)
        self._to.write(
            f"\r\x1b[K[{bar:<{_WIDTH}}] {share:4.0%}  {size_in_words(self._done)} / "
            f"{size_in_words(self._total)}  {size_in_words(int(max(pace, 0)))}/s"
        )
        self._to.flush()
