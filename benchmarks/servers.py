"""What the benchmarks run on: servers of their own, on no fixed port, gone with this process."""

import contextlib
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator

from acoms.crypto.signing_keys import new_key
from acoms.local.mail_sink import listening_socket
from acoms.local.processes import start, stop
from acoms.local.throw_away import servers

HOST = "acoms.example.org"
OURS = "benchmarks.settings"


@contextlib.contextmanager
def stack() -> Iterator[None]:
    """PostgreSQL, Valkey and a mail server, and an environment that production starts with.

    What the environment says already is not used: benchmarks write, and to their own only.
    """
    before = dict(os.environ)
    for name in ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE"):
        os.environ.pop(name, None)
    try:
        with servers(), _mail_server() as port, tempfile.TemporaryDirectory() as nothing:
            os.environ.update(
                DJANGO_SETTINGS_MODULE=OURS,
                SECRET_KEY=secrets.token_urlsafe(48),
                ACOMS_KEYS=secrets.token_urlsafe(48),
                OPENID_KEYS=new_key(),
                SITE_URL=f"https://{HOST}",
                ALLOWED_HOSTS=HOST,
                EMAIL_URL=f"smtp://127.0.0.1:{port}",
                ACOMS_TRIAL="yes",
                PROOFING_BUREAU="accounts.proofing.sandbox.SandboxBureau",  # nobody is proofed here
                PECOS_SOURCE="participants.screening.sandbox.SandboxPecos",
                STATIC_ROOT=nothing,
                FILES_ROOT=f"{nothing}/files",
            )
            yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextlib.contextmanager
def _mail_server() -> Iterator[int]:
    listener = listening_socket()
    number, port = listener.fileno(), listener.getsockname()[1]
    process = start(
        [sys.executable, "-m", "benchmarks.mail_server", str(number)], pass_fds=[number]
    )
    listener.close()
    try:
        yield port
    finally:
        stop(process)
