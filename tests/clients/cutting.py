"""A proxy in front of a site, which cuts connections."""

import http.client
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

PIECE = 64 * 1024


@contextmanager
def cutting(site: str, cuts: list[int]) -> Iterator[str]:
    """The address of a proxy for `site`; each next content is cut after so many bytes."""

    class Door(BaseHTTPRequestHandler):
        def log_message(self, *arguments: Any) -> None: ...

        def do_POST(self) -> None:
            self._pass_on(self.rfile.read(int(self.headers["Content-Length"])))

        def do_GET(self) -> None:
            self._pass_on()

        def _pass_on(self, body: bytes | None = None) -> None:
            line = http.client.HTTPConnection(urlsplit(site).netloc, timeout=60)
            headers = {**dict(self.headers), "Host": urlsplit(site).netloc}
            line.request(self.command, self.path, body, headers)
            answer = line.getresponse()
            self.send_response_only(answer.status)
            for name, value in answer.getheaders():
                if name.lower() not in ("connection", "transfer-encoding"):
                    self.send_header(name, value)
            self.end_headers()
            content = urlsplit(self.path).path.endswith("/content")
            left = cuts.pop(0) if content and cuts else None
            while piece := answer.read(PIECE if left is None else min(PIECE, left)):
                self.wfile.write(piece)
                left = None if left is None else left - len(piece)
            line.close()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
