"""gunicorn's threaded worker, with threads for requests that are there and for nothing slower.

gunicorn gives a thread to whoever has sent one byte, so that ten slow clients stop a site of eight
threads. Here the loop that accepts connections gathers a request's head, and its body if that is
short. A longer body is read by the page that takes it, at no less than a fair pace; pages for
strangers take none (`acoms.access.bodies`).
"""

import errno
import re
import selectors
import socket
import struct
import time
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from acoms.process.bodies import SHORT_BODY

WITHIN = 10.0  # seconds for the head and a short body, and at first for a longer one
SLOWEST = 20_000  # bytes in each further second of a longer body
LONGEST_HEAD = 32 * 1024
UNREAD_FOR = 30  # seconds after which a client that takes nothing of its answer is let go
LINGERS = 2.0  # seconds in which a client may still read the last of it

_PIECE = 64 * 1024
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
_CHUNKED = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)
_NOTHING_IS_THERE = (errno.EAGAIN, errno.ECONNABORTED, errno.EWOULDBLOCK)


class NotTaken(Exception):
    """What arrives is refused with this status, before it is a request."""


def awaited(arrived: bytes | bytearray) -> int | None:
    """How many bytes a request has in all, as its head says; None until that is whole.

    Raises NotTaken for a head without end, and for a body that does not say how long it is: a
    proxy does, and browsers always.
    """
    end = arrived.find(b"\r\n\r\n", 0, LONGEST_HEAD)
    if end < 0:
        if len(arrived) >= LONGEST_HEAD:
            raise NotTaken("431 Request Header Fields Too Large")
        return None
    head = arrived[: end + 2]
    if _CHUNKED.search(head):
        raise NotTaken("411 Length Required")
    length = _LENGTH.search(head)
    return end + 4 + (int(length[1]) if length else 0)


class Connection(TConn):  # type: ignore[misc]  # gunicorn has no types
    """A client's connection, with what has arrived of its next request."""

    def __init__(self, worker: "Worker", sock: socket.socket, client: Any, server: Any) -> None:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", UNREAD_FOR, 0))
        super().__init__(worker.cfg, sock, client, server)
        self.worker = worker
        self.arrived = bytearray()
        self.is_long = False

    def close(self, graceful: bool = False) -> None:
        if graceful:
            self.worker.linger(self)
        else:
            super().close()


class PacedUnreader(SocketUnreader):  # type: ignore[misc]
    """Reads on from a client that keeps the pace; raises TimeoutError at one that does not."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self.begin()

    def begin(self) -> None:
        self._since: float | None = None
        self._got = 0

    def chunk(self, size_hint: int | None = None) -> bytes:
        now = time.monotonic()
        self._since = now if self._since is None else self._since
        left = self._since + WITHIN + self._got / SLOWEST - now
        if left <= 0:
            raise TimeoutError("the body comes too slowly")
        self.sock.settimeout(left)
        try:
            piece: bytes = super().chunk(size_hint)
        finally:
            self.sock.settimeout(None)
        self._got += len(piece)
        return piece


class Worker(ThreadWorker):  # type: ignore[misc]
    """`worker_class` of `acoms.operations.server`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[Connection, None] = {}  # the one with the first deadline first
        self._leaving: dict[Connection, None] = {}

    def accept(self, listener: socket.socket) -> None:
        try:
            sock, client = listener.accept()
        except OSError as error:
            if error.errno not in _NOTHING_IS_THERE:
                raise
            return
        self.nr_conns += 1
        self.enqueue_req(Connection(self, sock, client, listener.getsockname()))

    def enqueue_req(self, conn: Connection) -> None:
        """Wait for the connection's next request; what gunicorn calls to have it answered now."""
        conn.sock.setblocking(False)
        conn.arrived = bytearray(conn.parser.unreader.take_buffered() if conn.parser else b"")
        conn.timeout = time.monotonic() + WITHIN
        self._arriving[conn] = None
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._read, conn))
        if conn.arrived:
            self._look_at(conn)

    def _read(self, conn: Connection, sock: socket.socket) -> None:
        try:
            piece = sock.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if piece:
            conn.arrived += piece
            self._look_at(conn)
        else:
            self._let_go(conn)

    def _look_at(self, conn: Connection) -> None:
        try:
            whole = awaited(conn.arrived)
        except NotTaken as reason:
            self._let_go(conn, str(reason))
            return
        if whole is None:
            return
        conn.is_long = whole > LONGEST_HEAD + SHORT_BODY
        if conn.is_long or len(conn.arrived) >= whole:
            self._hand_over(conn)

    def _hand_over(self, conn: Connection) -> None:
        self._forget(conn, self._arriving)
        if conn.parser is None:
            conn.parser = http.get_parser(conn.cfg, conn.sock, conn.client)
            conn.parser.unreader = PacedUnreader(conn.sock)
        conn.parser.unreader.begin()
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.data_ready = True
        super().enqueue_req(conn)

    def handle_request(self, req: Any, conn: Connection) -> bool:
        """A long body may not have been read to its end, and nobody waits for the rest of it: the
        answer says that the connection is over."""
        if conn.is_long:
            req.force_close()
        return bool(super().handle_request(req, conn))

    def _let_go(self, conn: Connection, status: str = "") -> None:
        self._forget(conn, self._arriving)
        self.nr_conns -= 1
        if status:
            answer = f"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            try:
                conn.sock.send(answer.encode())
            except OSError:
                status = ""
        conn.close(graceful=bool(status))

    def linger(self, conn: Connection) -> None:
        """Close a connection once its client has: at once, the answer's end could be lost."""
        try:
            conn.sock.setblocking(False)
            conn.sock.shutdown(socket.SHUT_WR)
            self.poller.register(conn.sock, selectors.EVENT_READ, partial(self._discard, conn))
        except (OSError, ValueError):  # it is gone already
            conn.close()
            return
        conn.timeout = time.monotonic() + LINGERS
        self._leaving[conn] = None

    def _discard(self, conn: Connection, sock: socket.socket) -> None:
        try:
            left = sock.recv(_PIECE)
        except BlockingIOError:
            return
        except OSError:
            left = b""
        if not left:
            self._forget(conn, self._leaving)
            conn.close()

    def _forget(self, conn: Connection, among: dict[Connection, None]) -> None:
        del among[conn]
        self.poller.unregister(conn.sock)

    def murder_pending(self) -> None:
        """What gunicorn calls each second; when it stops, nobody is waited for any more."""
        super().murder_pending()
        now = time.monotonic()
        for conn in list(self._arriving):
            if self.alive and conn.timeout > now:
                break
            self._let_go(conn, "408 Request Timeout" if conn.arrived else "")
        for conn in list(self._leaving):
            if conn.timeout > now:
                break
            self._forget(conn, self._leaving)
            conn.close()
