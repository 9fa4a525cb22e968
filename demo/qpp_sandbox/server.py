"""Serves the sandbox: a thread for each request, on a socket that is open already."""

import socket
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing: addresses carry codes."""


def server_on(application: Any, listener: socket.socket) -> Server:
    server = Server(listener.getsockname(), Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listener
    server.server_name, server.server_port = listener.getsockname()[:2]
    server.setup_environ()
    server.set_app(application)
    return server


def serve(application: Any, listener: socket.socket) -> None:
    listener.listen(64)
    with server_on(application, listener) as server:
        server.serve_forever()
