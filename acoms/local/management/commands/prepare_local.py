"""`manage.py prepare_local`: the steps before the site starts under `run_local`."""

import hashlib
import os
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles import finders
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import transaction


class Command(BaseCommand):
    help = "Migrates, loads the demo data into an empty database, collects static files."

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, stdout=self.stdout)
        if "demo" in get_commands() and not get_user_model().objects.exists():
            self.stdout.write("Loading the demo data.")
            with transaction.atomic():  # all of it or, if this is cut short, none
                call_command("demo")
        call_command("load_articles", stdout=self.stdout)
        call_command("rebuild_search", stdout=self.stdout)
        if "demo_sandbox" in get_commands() and os.environ.get("QPP_SANDBOX_URL"):
            call_command("demo_sandbox")
        if collect_static_files():
            self.stdout.write("Static files are collected.")


def collect_static_files() -> bool:
    """Only if a file was added, taken away or changed since the last time."""
    stamp = settings.STATIC_ROOT / ".collected"
    state = state_of_static_files()
    if stamp.exists() and stamp.read_text() == state:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(state)
    return True


def state_of_static_files() -> str:
    """Changes when any static file does."""
    found = sorted(
        f"{path} {storage.get_modified_time(path)} {storage.size(path)}"
        for finder in finders.get_finders()
        for path, storage in finder.list([])
    )
    return hashlib.sha256("\n".join(found).encode()).hexdigest()
