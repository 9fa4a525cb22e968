"""gunicorn's configuration under `run_local`: as in production, bound to its supervisor."""

import os
from typing import Any

from acoms.local.processes import die_with_parent
from acoms.operations.server import *  # noqa: F403 - a configuration is a module of plain names
from acoms.process.logs import logging_settings

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
graceful_timeout = 1
logconfig_dict = logging_settings(json=False)


def post_fork(server: Any, worker: Any) -> None:
    """No worker outlives its gunicorn, whatever ends that."""
    die_with_parent(server.pid)
