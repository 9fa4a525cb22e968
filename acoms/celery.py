"""The Celery application: `celery -A acoms worker`, `celery -A acoms beat`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.local")

app = Celery("acoms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
