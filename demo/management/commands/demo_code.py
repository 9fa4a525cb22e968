"""`manage.py demo_code USER_ID`: the code that a demo user's authenticator app shows now."""

import base64
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_otp.oath import TOTP

from accounts.models import AuthenticatorApp


class Command(BaseCommand):
    help = "Prints a demo user's current authenticator code (local mode only)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user_id")

    def handle(self, *args: Any, user_id: str, **options: Any) -> None:
        app = AuthenticatorApp.objects.filter(
            user__user_id=user_id.strip().lower(), confirmed=True
        ).first()
        if app is None:
            raise CommandError(f"{user_id} has no authenticator app. Is the user ID right?")
        totp = TOTP(base64.b32decode(app.key))
        totp.time = time.time()
        self.stdout.write(f"{totp.token():06d}")
