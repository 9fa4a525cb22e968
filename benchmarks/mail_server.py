"""Takes every mail and keeps none: `python -m benchmarks.mail_server SOCKET_NUMBER`."""

import asyncio
import socket
import sys
from typing import Any

from aiosmtpd.smtp import SMTP


class Discarding:
    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        return "250 OK"


async def serve(listener: socket.socket) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Discarding(), hostname="localhost", loop=loop), sock=listener
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(socket.socket(fileno=int(sys.argv[1]))))
