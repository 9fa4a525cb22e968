"""The credentials: written by `configure` where it stands, found there or in the home folder."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from acoms_cli.errors import NotConfigured

NAME = "config.txt"
ADDRESS_VARIABLE = "ACOMS_CLI_ENV"  # the address, for programs that answer the questions
_FIRST_LINE = "# acoms-cli: who has this file reads your ACO's files. Keep it to yourself.\n"
_THIS_MACHINE = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Config:
    """Who is asking, and which ACO-MS is asked."""

    key: str
    secret: str = field(repr=False)
    url: str

    @classmethod
    def of(cls, key: str, secret: str, url: str) -> Config:
        """The same, checked. Raises NotConfigured."""
        for name, value in (("key", key), ("secret", secret)):
            if not value or not value.isascii() or not value.isprintable():
                raise NotConfigured(f"no configuration: the {name} is empty or unreadable. {_HINT}")
        return cls(key, secret, checked_address(url))


_HINT = "Run: acoms-cli configure"


def checked_address(url: str) -> str:
    """The address of ACO-MS without a slash at its end. Raises NotConfigured."""
    parts = urlsplit(url.strip())
    safe = parts.scheme == "https" or (
        parts.scheme == "http" and (parts.hostname or "") in _THIS_MACHINE
    )
    if not safe or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise NotConfigured(
            f"invalid address {url!r}: --env is the address of ACO-MS, such as "
            "https://acoms.example.gov. It begins with https://, or your secret could be read."
        )
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def places() -> list[Path]:
    """Where the credentials are looked for, in this order."""
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return [Path.cwd() / NAME, home / "acoms-cli" / NAME]


def load(path: Path | None = None) -> Config:
    """The credentials in `path`, or in the first of `places()`. Raises NotConfigured."""
    for place in [path] if path else places():
        with contextlib.suppress(FileNotFoundError):
            return read(place)
    looked = path or " and ".join(str(place) for place in places())
    raise NotConfigured(f"no configuration found in {looked}. {_HINT}")


def read(path: Path) -> Config:
    """The credentials in a file. Raises NotConfigured, FileNotFoundError."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (PermissionError, IsADirectoryError, UnicodeDecodeError) as error:
        raise NotConfigured(f"no configuration: {path} cannot be read ({error}).") from None
    pairs = (line.partition("=") for line in lines if not line.lstrip().startswith("#"))
    said = {name.strip().lower(): value.strip() for name, _, value in pairs}
    if missing := [name for name in ("key", "secret", "env") if not said.get(name)]:
        raise NotConfigured(f"no configuration: {path} lacks {', '.join(missing)}. {_HINT}")
    return Config.of(said["key"], said["secret"], said["env"])


def save(config: Config, path: Path) -> None:
    """Write the credentials, readable by their owner only, at once or not at all."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    text = f"{_FIRST_LINE}key={config.key}\nsecret={config.secret}\nenv={config.url}\n"
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
