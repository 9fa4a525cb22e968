"""Production: everything from the environment, and no start without it."""

from acoms.settings.base import *
