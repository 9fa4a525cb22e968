"""`python -m demo.bcda_sandbox SOCKET_NUMBER`, with its settings in the environment."""

import os
import signal
import socket
import sys
from types import FrameType

from demo.bcda_sandbox.asking import AcoMs
from demo.bcda_sandbox.site import Sandbox
from demo.qpp_sandbox.server import serve


def main() -> None:
    def end(number: int, frame: FrameType | None) -> None:
        sys.exit(0)

    signal.signal(signal.SIGTERM, end)
    aco_ms = AcoMs(os.environ["SITE_URL"], os.environ["BCDA_SECRET"])
    serve(Sandbox(aco_ms), socket.socket(fileno=int(sys.argv[1])))


if __name__ == "__main__":
    main()
