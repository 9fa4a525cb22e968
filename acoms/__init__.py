"""The Django project and the ground every room stands on (floor 0)."""

from acoms.celery import app as celery_app

__all__ = ["celery_app"]
