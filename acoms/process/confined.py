"""A function called where it can do no harm: in a process of its own, with little time and memory.

For what reads files of strangers: a few megabytes can make a reader of PDFs take gigabytes. A small
process that has imported the function is started once; it makes a copy of itself for each call,
which costs milliseconds, and the copy is held to its limits by the kernel. One call at a time, so
that as many at once as a process has threads take no more memory than one.
"""

import importlib
import json
import os
import pickle
import resource
import selectors
import signal
import struct
import subprocess
import sys
import threading
import time
from typing import Any, cast

from acoms.process.home import CHECKOUT

_LENGTH = struct.Struct(">Q")
_WAITS = 60.0  # seconds for one's turn


class Exceeded(Exception):
    """The call took more time or memory than it may, or died of what it was given."""


class Confined:
    """A function by its dotted name, with arguments that can be pickled and an answer in JSON.

    Whoever calls it does not import its module: what that needs takes no memory here.
    Raises ValueError where the function does, with its text, and Exceeded.
    """

    def __init__(self, function: str, *, seconds: int, megabytes: int) -> None:
        self._command = [
            *(sys.executable, "-m", "acoms.process.confined"),
            *(function, str(seconds), str(megabytes)),
        ]
        self._turn = threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._started_by = 0

    def __call__(self, *args: Any) -> Any:
        if not self._turn.acquire(timeout=_WAITS):
            raise Exceeded("too many at once")
        try:
            answer = json.loads(self._ask(pickle.dumps(args)))
        except json.JSONDecodeError as half:  # the copy was stopped while it said it
            raise Exceeded("its answer has no end") from half
        except (OSError, EOFError) as broken:  # the process is gone: the next call starts another
            self._stop()
            raise Exceeded(str(broken)) from broken
        finally:
            self._turn.release()
        if "refused" in answer:
            raise ValueError(answer["refused"])
        if "value" not in answer:
            raise Exceeded(answer["exceeded"])
        return answer["value"]

    def _ask(self, question: bytes) -> bytes:
        if (
            self._server is None
            or self._started_by != os.getpid()
            or self._server.poll() is not None
        ):
            self._server = subprocess.Popen(  # noqa: S603 - our own program
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=CHECKOUT
            )
            self._started_by = os.getpid()
        to, back = cast("Any", self._server.stdin), cast("Any", self._server.stdout)
        to.write(_LENGTH.pack(len(question)) + question)
        to.flush()
        return _read(back)

    def _stop(self) -> None:
        if self._server is not None and self._started_by == os.getpid():
            self._server.kill()
            self._server.wait()
        self._server = None


def _read(file: Any) -> bytes:
    """What has its length before it. Raises EOFError where it ends too early."""
    head = file.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError("it ended")
    (length,) = _LENGTH.unpack(head)
    content: bytes = file.read(length)
    if len(content) < length:
        raise EOFError("it ended")
    return content


def serve(name: str, seconds: int, megabytes: int) -> None:
    """Answer calls on the standard input until it ends."""
    module, _, its_name = name.rpartition(".")
    function = getattr(importlib.import_module(module), its_name)
    while True:
        try:
            question = _read(sys.stdin.buffer)
        except EOFError:
            return
        answer = _in_a_copy(function, question, seconds, megabytes)
        sys.stdout.buffer.write(_LENGTH.pack(len(answer)) + answer)
        sys.stdout.buffer.flush()


def _in_a_copy(function: Any, question: bytes, seconds: int, megabytes: int) -> bytes:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _limit(seconds, megabytes)
        with open(writing, "wb") as pipe:
            pipe.write(_answer(function, question))
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe, selectors.DefaultSelector() as ready:
        ready.register(pipe, selectors.EVENT_READ)
        until, answer = time.monotonic() + 2 * seconds, b""
        while ready.select(max(0, until - time.monotonic())):
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                break
            answer += piece
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return answer or json.dumps({"exceeded": "too much time or memory"}).encode()


def _limit(seconds: int, megabytes: int) -> None:
    most = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it writes no file


def _answer(function: Any, question: bytes) -> bytes:
    try:
        return json.dumps({"value": function(*pickle.loads(question))}).encode()  # noqa: S301
    except ValueError as refused:
        return json.dumps({"refused": str(refused)}).encode()
    except BaseException as reason:
        return json.dumps({"exceeded": type(reason).__name__}).encode()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
