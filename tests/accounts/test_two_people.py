"""Two people walk on one account: its owner, and somebody who has only the password.

Hypothesis chooses who does what next: requests of three browsers, two of them the owner's, and what
staff and mailed links do between. Beside the site walks the table of `accounts.signing_in`; after
each step both must stand at the same state, and the intruder outside.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from allauth.account.stages import LoginStageController
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.db import transaction
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from hypothesis.strategies import sampled_from

from accounts.actions import record_manual_proofing, remove_second_factor
from accounts.models import AuthenticatorApp, Person, RecoveryCodes
from accounts.notices import reset_link
from accounts.signing_in import UNDER_WAY, At, Event, event_of_password, move
from accounts.stages import SigningInStage
from tests.accounts.door import (
    PASSWORD,
    SET_UP,
    answer,
    give_own_identity,
    give_password,
    set_by_link,
)
from tests.cast import make_person
from tests.signing_in import code_for_key

CODE = "/account/second-factor/"
CODES = "/account/second-factor/recovery-codes/"
OWNERS = ("owner", "owner elsewhere")
ANYONE = sampled_from([*OWNERS, "intruder"])
OWNER = sampled_from(OWNERS)


@dataclass
class Walker:
    """One browser: where the table says that it stands, and all that it was ever shown."""

    client: Client = field(default_factory=Client)
    at: At = At.NOWHERE
    by_link: bool = False
    keys: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Note the key and the recovery codes, where a page shows them."""
        page = self.client.get(SET_UP).content.decode()
        self.keys += re.findall(r'class="code" data-copy="([A-Z2-7]+)"', page)
        for page in (
            self.client.get(CODES).content.decode(),
            self.client.post(CODES, {"download": ""}).content.decode(),
        ):
            self.codes |= set(re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", page))


class TwoPeople(RuleBasedStateMachine):
    """The site, and the table beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.person = make_person("ona.owner", proofed_at=None, proofed_by="")
        self.staff = make_person("sid.staff", staff_role="administrator")
        self.walkers = {who: Walker() for who in (*OWNERS, "intruder")}
        self.passwords = 0
        self.person.set_password(self.password)
        self.person.save()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    @property
    def password(self) -> str:
        """The present one, which the intruder always has."""
        return f"{PASSWORD}-{self.passwords}"

    @property
    def has_factor(self) -> bool:
        return bool(AuthenticatorApp.objects.filter(user=self.person).exists())

    def happens(self, who: str, own: Event | None, elsewhere: Event | None = None) -> None:
        """`own` to this browser, in the table, and `elsewhere` to all others."""
        for name, walker in self.walkers.items():
            event = own if name == who else elsewhere
            walker.at = move(walker.at, event) if event is not None else walker.at

    @rule(who=OWNER)
    def go_on(self, who: str) -> None:
        """What the owner does at the page where this browser stands."""
        steps = {
            At.IDENTITY: self._prove,
            At.SET_UP: self._confirm_key,
            At.CODE: self._give_code,
            At.RECOVERY_CODES: self._save_codes,
        }
        walker = self.walkers[who]
        walker.look()
        assert walker.keys or walker.at is not At.SET_UP, "no key on the page that sets one up"
        steps.get(walker.at, self._give_password)(who, walker)

    @rule()
    def the_intruder_gives_the_password(self) -> None:
        self._give_password("intruder", self.walkers["intruder"])

    @rule()
    def the_intruder_tries_everything(self) -> None:
        """Every key that was ever on a page, and all that it was shown itself."""
        intruder = self.walkers["intruder"]
        intruder.look()
        for key in {key for each in self.walkers.values() for key in each.keys}:
            intruder.client.post(SET_UP, {"code": code_for_key(key)})
        for code in ("000000", *map(code_for_key, intruder.keys), *sorted(intruder.codes)[:1]):
            intruder.client.post(CODE, {"code": code})
        intruder.client.post(CODES, {"saved": ""})

    def _give_password(self, who: str, walker: Walker) -> None:
        if walker.at is At.ENDED:
            walker.client.get("/account/sign-in/")  # says that it was ended
        self.person.refresh_from_db()
        event = event_of_password(
            proven=self.person.proofed_at is not None,
            has_factor=self.has_factor,
            proof_claimed=self.person.proven_elsewhere and walker.by_link,
        )
        if walker.at not in UNDER_WAY | {At.IN}:
            walker.by_link = False
        give_password(walker.client, self.person, password=self.password)
        self.happens(who, event)

    def _prove(self, who: str, walker: Walker) -> None:
        answer(walker.client, give_own_identity(walker.client, self.person))
        self.happens(who, Event.PROVED_WITH_FACTOR if self.has_factor else Event.PROVED)

    def _confirm_key(self, who: str, walker: Walker) -> None:
        walker.client.post(SET_UP, {"code": code_for_key(walker.keys[-1])})
        self.happens(who, Event.KEY_CONFIRMED, Event.FACTOR_CONFIRMED)

    def _give_code(self, who: str, walker: Walker) -> None:
        saved = RecoveryCodes.objects.filter(user=self.person, saved_at__isnull=False).exists()
        key = AuthenticatorApp.objects.get(user=self.person).key
        walker.client.post(CODE, {"code": code_for_key(key)})
        event = Event.CODE_ACCEPTED if saved else Event.CODE_ACCEPTED_UNSAVED
        self.happens(who, event, None if saved else Event.CODES_REPLACED)

    def _save_codes(self, who: str, walker: Walker) -> None:
        walker.client.post(CODES, {"saved": ""})
        self.happens(who, Event.CODES_SAVED)

    @rule(who=ANYONE)
    def leave(self, who: str) -> None:
        self.walkers[who].client.post("/account/sign-out/")
        self.walkers[who].by_link = False
        self.happens(who, Event.LEFT)

    @rule()
    def staff_remove_the_factor(self) -> None:
        remove_second_factor(acting_person=self.staff, person=self.person, reason="Phone lost")
        self.happens("", None, Event.FACTOR_REMOVED)
        for walker in self.walkers.values():
            walker.by_link = False

    @rule()
    def staff_prove_by_hand(self) -> None:
        record_manual_proofing(
            acting_person=self.staff, person=self.person, reference="HD-1", reason="Passport"
        )

    @rule(who=OWNER)
    def follow_the_mailed_link(self, who: str) -> None:
        self.passwords += 1
        self.person.refresh_from_db()
        link = urlsplit(reset_link(self.person)).path
        client = self.walkers[who].client
        if self.walkers[who].at is At.IN:
            client = Client()  # who is signed in has no need of it
        set_by_link(client, link, self.password)
        self.happens("", None, Event.RESET)
        for name, walker in self.walkers.items():
            walker.by_link = name == who and client is walker.client

    @invariant()
    def both_stand_at_the_same_state(self) -> None:
        self.person.refresh_from_db()
        for who, walker in self.walkers.items():
            at = At.NOWHERE if walker.at is At.ENDED else walker.at
            assert stands(walker.client, self.person) is at, who
        self._forget_what_was_counted()

    @invariant()
    def the_intruder_is_outside_and_knows_nothing_that_counts(self) -> None:
        intruder = self.walkers["intruder"]
        assert intruder.at not in (At.SET_UP, At.RECOVERY_CODES, At.IN)
        assert stands(intruder.client, self.person) in (At.NOWHERE, At.IDENTITY, At.CODE)
        assert not intruder.keys
        assert not intruder.codes
        one, other = (self.walkers[who] for who in OWNERS)
        assert not set(one.keys) & set(other.keys)
        assert not one.codes & other.codes
        app = AuthenticatorApp.objects.filter(user=self.person).first()
        owners = {key for who in OWNERS for key in self.walkers[who].keys}
        assert app is None or app.key in owners

    def _forget_what_was_counted(self) -> None:
        """What is limited is no matter here: a used code, wrong ones in a row, attempts."""
        cache.clear()
        nothing = {"throttling_failure_count": 0, "throttling_failure_timestamp": None}
        AuthenticatorApp.objects.update(last_t=-1, **nothing)
        RecoveryCodes.objects.update(**nothing)
        self.person.proofing_attempts.exclude(outcome="unavailable").update(outcome="unavailable")


def stands(client: Client, person: Person) -> At:
    """Where the site has this browser, as it will find it at the next request."""
    request = RequestFactory().get("/")
    request.session = session = client.session
    request.user = AnonymousUser()
    if SESSION_KEY in session:
        alive = session[HASH_SESSION_KEY] == person.get_session_auth_hash()
        return At.IN if alive else At.NOWHERE
    stage: SigningInStage | None = LoginStageController.enter(request, SigningInStage.key)
    if stage is None or stage.is_over:
        return At.NOWHERE
    codes = RecoveryCodes.objects.filter(user=person, generation=stage.sign_in.codes)
    if stage.sign_in.at is At.RECOVERY_CODES and not codes.exists():
        return At.NOWHERE
    return stage.sign_in.at


@pytest.mark.rule("A9", "D10")
@pytest.mark.django_db
def test_an_intruder_with_the_password_never_gets_in_whatever_the_others_do() -> None:
    run_state_machine_as_test(
        TwoPeople,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.rule("A9", "D10")
@pytest.mark.django_db
def test_the_owner_gets_in_while_the_intruder_tries_everything_after_each_step() -> None:
    """The one way that chance seldom walks to its end."""
    walk = TwoPeople()
    try:
        for at in (At.IDENTITY, At.SET_UP, At.RECOVERY_CODES, At.IN):
            walk.the_intruder_gives_the_password()
            walk.go_on(who="owner")
            walk.the_intruder_tries_everything()
            walk.both_stand_at_the_same_state()
            walk.the_intruder_is_outside_and_knows_nothing_that_counts()
            assert walk.walkers["owner"].at is at
        assert walk.walkers["owner"].keys
        assert walk.walkers["owner"].codes
    finally:
        walk.teardown()
