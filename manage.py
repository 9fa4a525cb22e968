#!/usr/bin/env python
"""Django's command line for ACO-MS."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.local")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as failure:
        sys.exit(f"The settings are not right: {failure}")
    except OperationalError as failure:
        if os.environ["DJANGO_SETTINGS_MODULE"] != "acoms.settings.local":
            raise
        sys.exit(
            f"The database does not answer: start it first with `make run`,\n"
            f"and give the ACOMS_HOME that it has, if it has one.\n({failure})"
        )


if __name__ == "__main__":
    main()
