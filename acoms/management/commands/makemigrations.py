"""`manage.py makemigrations`, which writes what the database holds and imports none of our code."""

from django.core.management.commands import makemigrations

from acoms.database.autodetector import Autodetector


class Command(makemigrations.Command):
    autodetector = Autodetector
