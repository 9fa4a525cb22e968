"""The stages of a sign-in after the password: identity, second factor, recovery codes (A9, D10).

allauth keeps the half-done sign-in in the session and calls `handle` of one stage after the other.
The session is not authenticated before the last stage lets go.
"""

from typing import Any

from allauth.account.stages import LoginStage
from django.http import HttpResponse
from django.shortcuts import redirect
from django_otp.models import Device

from accounts.actions import give_recovery_codes
from accounts.models import Person, RecoveryCodes


class Stage(LoginStage):  # type: ignore[misc]
    """A stage with its person and the page it is done on."""

    @property
    def person(self) -> Person:
        person: Person = self.login.user
        return person

    def is_done(self) -> bool:
        raise NotImplementedError

    def handle(self) -> tuple[HttpResponse | None, bool]:
        """Nothing to do, or the page where it is done, with the sign-in waiting."""
        return (None, True) if self.is_done() else (redirect(self.urlname), True)

    def leave(self) -> HttpResponse:
        """Done: on to the next stage, or in."""
        response: HttpResponse = self.exit()
        return response


class IdentityStage(Stage):
    """Remote identity proofing, once in a person's life here."""

    key = "identity"
    urlname = "account_proofing"

    def handle(self) -> tuple[HttpResponse | None, bool]:
        # The password that opened this sign-in: a new one ends it, see `RecoveryCodesStage`.
        self.state["password"] = self.person.get_session_auth_hash()
        return super().handle()

    def is_done(self) -> bool:
        return self.person.proofed_at is not None


class SecondFactorStage(Stage):
    """A code from the authenticator app or a recovery code; setting the app up the first time."""

    key = "second_factor"
    urlname = "account_second_factor"

    def is_done(self) -> bool:
        return False

    def leave_with(self, device: Device) -> HttpResponse:
        """The device has accepted a code."""
        self.state["device"] = device.persistent_id
        return self.leave()


class RecoveryCodesStage(Stage):
    """Shows the recovery codes until the person has saved them; always the last stage."""

    key = "recovery_codes"
    urlname = "account_recovery_codes"

    def is_done(self) -> bool:
        saved = RecoveryCodes.objects.filter(user=self.person, saved_at__isnull=False)
        return bool(saved.exists())

    def handle(self) -> tuple[HttpResponse | None, bool]:
        if not RecoveryCodes.objects.filter(user=self.person).exists():
            give_recovery_codes(acting_person=self.person)
        response, goes_on = super().handle()
        return (response, goes_on) if response is not None else self._finish()

    def leave(self) -> HttpResponse:
        response, _ = self._finish()
        return response or super().leave()

    def _finish(self) -> tuple[HttpResponse | None, bool]:
        """Hand the device over to the session that is about to begin, if all is as it was."""
        device = Device.from_persistent_id(self._state_of(SecondFactorStage).get("device", "/"))
        password = self._state_of(IdentityStage).get("password")
        if (
            device is None
            or device.user_id != self.person.pk
            or password != self.person.get_session_auth_hash()
        ):
            return self.abort(), False
        self.person.otp_device = device  # type: ignore[attr-defined]
        return None, True

    def _state_of(self, stage: type[Stage]) -> dict[str, Any]:
        state: dict[str, Any] = self.controller.state.get(stage.key, {}).get("data", {})
        return state
