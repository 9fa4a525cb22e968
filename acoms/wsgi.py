"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.production")

application = get_wsgi_application()
get_resolver().reverse_dict  # noqa: B018 - all pages, while there is one process to hold them
