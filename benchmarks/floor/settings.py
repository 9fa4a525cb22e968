"""The system's database and models, and of middleware only compression, sessions and users."""

from pathlib import Path

from acoms.settings.production import *  # noqa: F403

ROOT_URLCONF = "benchmarks.floor.urls"
WSGI_APPLICATION = "benchmarks.floor.wsgi.application"
INSTALLED_APPS = [
    "benchmarks.floor.apps.Invitations",
    "benchmarks.floor.apps.Contacts",
    "benchmarks.floor.apps.Accounts",
    "benchmarks.floor.apps.Notifications",
    "benchmarks.floor.apps.Credentials",
    "benchmarks.floor.apps.Tokens",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django_otp",
    "pgtrigger",
    "pghistory",
]
MIDDLEWARE = [
    "acoms.site.compression.CompressionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {
            "loaders": [
                ("django.template.loaders.cached.Loader", ["acoms.site.white_space.Loader"]),
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
            ],
        },
    }
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
