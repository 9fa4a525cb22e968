"""The QPP sandbox at work for a test: over the network, with Authlib, as `make run` has it."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from accounts.models import Person
from demo.management.commands.demo_sandbox import register_sandbox
from demo.qpp_sandbox.client import Client
from demo.qpp_sandbox.server import server_on
from demo.qpp_sandbox.site import Sandbox

SECRET = "only-the-tests-sandbox-knows-this-one"


@contextmanager
def running_sandbox(provider: str, staff: Person) -> Iterator[Sandbox]:
    """The sandbox, registered with the site at `provider` by CMS staff."""
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    sandbox = Sandbox(Client(provider=provider, url=url, secret=SECRET))
    register_sandbox(staff, url, SECRET)
    listener.listen(16)
    server = server_on(sandbox, listener)
    Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield sandbox
    finally:
        server.shutdown()
        server.server_close()
