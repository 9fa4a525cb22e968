"""`python -m demo.qpp_sandbox SOCKET_NUMBER`, with its settings in the environment."""

import os
import signal
import socket
import sys
from types import FrameType

from demo.qpp_sandbox.client import Client
from demo.qpp_sandbox.server import serve
from demo.qpp_sandbox.site import Sandbox


def main() -> None:
    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    client = Client(
        provider=os.environ["SITE_URL"],
        url=os.environ["QPP_SANDBOX_URL"],
        secret=os.environ["QPP_SANDBOX_SECRET"],
    )
    serve(Sandbox(client), socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
