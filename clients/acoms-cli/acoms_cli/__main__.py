"""`python -m acoms_cli`."""

from acoms_cli.main import run

run()
