"""Invitations: what was offered to whom, and what became of it. Never deleted, never reused."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Trim
from django.utils import timezone

from accounts.models import Person
from acoms.database.history import track
from acoms.database.prepared import Prepared
from acoms.text.email_addresses import in_one_spelling
from acoms.text.named import name_on_one_line, on_one_line
from acoms.text.names import LONGEST, Name
from contacts.models import Aco, Contact, HeldType, HeldTypeQuerySet
from contacts.rules import listed
from contacts.types import ALL_CODES, CHOICES, FAMILIES, ContactType, in_order
from invitations.constraints import ACCEPTANCE, CONFIRMATION, UNCONFIRMED
from invitations.rules import TRIES, Facts, State, answerable, is_open, must_be_confirmed, state_at
from notifications.models import Notification

# States by which lists are narrowed; a locked link is a pending invitation still.
STATES = {
    "waiting": "Waiting for confirmation",
    "pending": "Pending",
    "activated": "Activated",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "refused": "Refused",
    "accepted": "Accepted, to be confirmed",
    "not_confirmed": "Not confirmed",
    "expired": "Expired",
}
KEPT_ON_PAGE = timedelta(days=60)  # how long an ended invitation stays on the Contacts subtab
SHOWN_ON_PAGE = 50  # beside the contacts; the others stand on their own page
# Nothing has come of it yet: an acceptance that waits for confirmation is no answer yet.
UNANSWERED = Q(activated_at=None, declined_at=None, withdrawn_at=None, not_confirmed_at=None)


def left_at_old_address() -> HeldTypeQuerySet:
    """The types that the contact whose address an invitation replaces still holds since before
    the new one was activated: what it was given later is no part of the change (rule A11)."""
    return HeldType.objects.active().filter(
        contact=OuterRef("replaces"), since__lte=OuterRef("activated_at")
    )


def unfinished_change() -> Q:
    """An activated new address, while the old one still holds types from before (rule A11).

    If the new account was merged into the old one, the old one is what goes on.
    """
    return Q(
        Exists(left_at_old_address()),
        ~Exists(_of_its_answerer()),
        replaces__isnull=False,
        activated_at__isnull=False,
    )


def _of_its_answerer() -> models.QuerySet[Contact]:
    """The contact whose address it replaces, if who answered is now an account of that person."""
    answerer = Person.objects.filter(pk=OuterRef(OuterRef("answered_by")))
    return Contact.objects.filter(
        pk=OuterRef("replaces"), person__in=answerer.values("merged_into")
    )


def _of_person(place: str, what: str | Func) -> Subquery:
    """A column of the person at `place`. PostgreSQL plans one such question after the other, and
    so many joins in all their orders, which takes longer than to answer them."""
    return Subquery(Person.objects.filter(pk=OuterRef(place)).values_list(what))


def in_state(state: str, now: datetime) -> Q:
    """Invitations in one of STATES at `now`; all of them for any other word."""
    states = {
        "waiting": UNANSWERED & UNCONFIRMED & Q(expires_at__gt=now),
        "pending": UNANSWERED & ~UNCONFIRMED & Q(accepted_at=None, expires_at__gt=now),
        "accepted": UNANSWERED & Q(accepted_at__isnull=False, expires_at__gt=now),
        "not_confirmed": Q(not_confirmed_at__isnull=False),
        "activated": Q(activated_at__isnull=False),
        "declined": Q(declined_at__isnull=False),
        "withdrawn": Q(withdrawn_at__isnull=False, refused=False),
        "refused": Q(refused=True),
        "expired": UNANSWERED & Q(expires_at__lte=now),
    }
    return states.get(state, Q())


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def answerable(self, now: datetime) -> Self:
        """Those whose person may still activate or decline at `now`."""
        return self.still_open(now).filter(~UNCONFIRMED, accepted_at=None)

    def accepted(self, now: datetime) -> Self:
        """Those that were accepted and wait for confirmation at `now` (rule A9)."""
        return self.still_open(now).filter(accepted_at__isnull=False)

    def still_open(self, now: datetime) -> Self:
        """Those that have neither been answered nor ended, also while they wait (A5, A9)."""
        return self.filter(UNANSWERED, expires_at__gt=now)

    def waiting(self, now: datetime) -> Self:
        """Those that a signer is to confirm before they are sent (A5)."""
        return self.filter(UNANSWERED, UNCONFIRMED, expires_at__gt=now)

    def unanswered(self) -> Self:
        """Those without an answer or a recorded end: at most one for an ACO and an address."""
        return self.filter(UNANSWERED, expiry_recorded_at=None)

    def stale(self, now: datetime) -> Self:
        """Those that have ended unanswered and are not recorded as expired yet."""
        return self.filter(UNANSWERED, expires_at__lte=now, expiry_recorded_at=None)

    def addressed_to(self, email: str) -> Self:
        return self.filter(email=email)

    def shown_beside_contacts(self, since: datetime) -> Self:
        """Unfinished changes of address first (A11), then open ones and those that ended after
        `since` without being activated (A12).

        Each with what the list shows of its sender (`sender_name`, `sender_is_staff`), of who took
        it over (`heir_name`), of its mail (`mail_sent_at`, `mail_failed_at`, `mail_failure`) and of
        the address that it replaces (`old_email`), and no more of any.
        """
        lately = Q(activated_at=None, expires_at__gt=since)
        old = Contact.objects.filter(pk=OuterRef("replaces"))
        name = Trim(Concat("first_name", Value(" "), "last_name"))
        return (
            self.filter(lately | unfinished_change())
            .annotate(
                old_email=Subquery(old.values("person__email")),
                sender_name=_of_person("invited_by", name),
                sender_is_staff=_of_person("invited_by", "is_staff"),
                heir_name=_of_person("taken_over_by", name),
                mail_sent_at=F("mail__sent_at"),
                mail_failed_at=F("mail__failed_at"),
                mail_failure=F("mail__failure"),
            )
            .order_by(F("activated_at").desc(nulls_last=True), "-sent_at", "-pk")
        )

    def beside_contacts_of(self, aco: Aco, now: datetime) -> list["Invitation"]:
        """The first of `shown_beside_contacts` in an ACO, for its Contacts subtab."""
        return _BESIDE_CONTACTS.instances(aco=aco.pk, since=now - KEPT_ON_PAGE)

    def sent_by(self, person: Person) -> Self:
        return self.filter(invited_by=person)

    def to_remind_of(self, after: datetime, until: datetime, now: datetime) -> Self:
        """Open ones, sent later than `after` and at `until` at the latest."""
        return self.answerable(now).filter(
            expiry_recorded_at=None, sent_at__gt=after, sent_at__lte=until
        )

    def with_people(self) -> Self:
        """With what a list shows of each: sender, ACO, the state of the mail, and the contact
        whose address it replaces."""
        return self.select_related("aco", "invited_by", "taken_over_by", "mail", "replaces__person")


@track(exclude=["wrong_codes", "opened_at", "mail", "accepted_facts"])
class Invitation(models.Model):
    """One person's invitation to an ACO as some contact types.

    Link and code are derived from `id` and `generation` (`invitations.secrets`). The state is
    derived from the timestamps (`invitations.rules.state_at`); `expiry_recorded_at` only says
    that the sweep has told the inviter.

    One that a signer is to confirm (A5) is written with `confirmation_asked_at`, `sent_at` the same
    moment and `generation` 0: nothing is sent yet. `confirmed_over` are the ids of the holdings
    that whoever confirmed was shown would end. Whose invitation it is, is `given_by`: whoever sent
    it, or took it over when they ceased to administer the ACO. `declined_types` are those that the
    person left out when they accepted the others: from then on `types` are without them.
    """

    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    email = models.EmailField("e-mail")
    first_name = models.CharField(max_length=LONGEST, blank=True)
    last_name = models.CharField(max_length=LONGEST)
    phone = models.CharField(max_length=30, blank=True)
    title = models.CharField(max_length=120, blank=True)
    types = ArrayField(
        models.CharField(max_length=40, choices=CHOICES), verbose_name="contact types"
    )
    declined_types = ArrayField(
        models.CharField(max_length=40, choices=CHOICES),
        verbose_name="contact types declined",
        default=list,
        blank=True,
        db_default=[],
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)
    generation = models.PositiveIntegerField("times sent", default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField("ends")
    wrong_codes = models.PositiveSmallIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)  # first, with link and code
    activated_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    # Accepted by somebody whose proven name is unlike (A9): until somebody confirms or refuses it,
    # nothing is given. `expires_at` is the end of that wait then.
    accepted_at = models.DateTimeField(null=True)
    accepted_facts = models.JSONField(null=True)
    not_confirmed_at = models.DateTimeField(null=True)
    refusal_reason = models.CharField(max_length=500, blank=True, default="")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="acceptance decided by",
    )
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    withdrawal_reason = models.CharField(max_length=500, blank=True, db_default="")
    expiry_recorded_at = models.DateTimeField(null=True)
    confirmation_asked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    confirmation_reason = models.CharField(max_length=500, blank=True, db_default="")
    confirmed_over = ArrayField(models.BigIntegerField(), null=True)
    refused = models.BooleanField(default=False, db_default=False)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    replaces = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        db_index=False,
        verbose_name="new address of",
    )
    mail = models.ForeignKey(
        Notification, on_delete=models.SET_NULL, related_name="+", null=True, editable=False
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ("-sent_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="invitation_email_in_one_spelling", condition=in_one_spelling()
            ),
            models.CheckConstraint(
                name="invitation_name_on_one_line", condition=name_on_one_line()
            ),
            models.CheckConstraint(
                name="invitation_details_on_one_line", condition=on_one_line("phone", "title")
            ),
            models.CheckConstraint(
                name="invitation_types_known",
                condition=Q(types__contained_by=list(ALL_CODES)) & Q(types__len__gt=0),
            ),
            models.CheckConstraint(
                name="invitation_declined_types_known",
                condition=Q(declined_types__contained_by=list(ALL_CODES))
                & ~Q(declined_types__overlap=F("types")),
            ),
            # Rule A3 within one invitation; across invitations `invitation_one_open` holds it.
            *(
                models.CheckConstraint(
                    name=f"invitation_{family}_two_people",
                    condition=~Q(types__contains=list(members)),
                )
                for family, members in FAMILIES.items()
            ),
            models.CheckConstraint(
                name="invitation_one_answer",
                condition=Q(activated_at=None, declined_at=None)
                | Q(activated_at=None, withdrawn_at=None)
                | Q(declined_at=None, withdrawn_at=None),
            ),
            models.CheckConstraint(
                name="invitation_answered_by_someone",
                condition=Q(answered_by=None, activated_at=None, declined_at=None, accepted_at=None)
                | Q(answered_by__isnull=False)
                & ~Q(activated_at=None, declined_at=None, accepted_at=None),
            ),
            *ACCEPTANCE,
            models.CheckConstraint(
                name="invitation_ends_after_sending", condition=Q(expires_at__gt=F("sent_at"))
            ),
            *CONFIRMATION,
            # One person, one open invitation to an ACO: a second could offer what A3 forbids.
            models.UniqueConstraint(
                name="invitation_one_open",
                fields=["aco", "email"],
                condition=UNANSWERED & Q(expiry_recorded_at=None),
            ),
            # A contact's address changes to one new address at a time (rule A11).
            models.UniqueConstraint(
                name="invitation_one_new_address",
                fields=["replaces"],
                condition=UNANSWERED & Q(expiry_recorded_at=None, replaces__isnull=False),
            ),
        )
        indexes = (
            models.Index(
                name="invitation_unanswered",
                fields=["expires_at"],
                condition=UNANSWERED & Q(expiry_recorded_at=None),
            ),
            models.Index(name="invitation_to", fields=["email"], condition=UNANSWERED),
            models.Index(
                name="invitation_to_remind_of",
                fields=["sent_at"],
                condition=UNANSWERED & Q(expiry_recorded_at=None),
            ),
            models.Index(
                name="invitation_new_address",
                fields=["aco", "replaces"],
                condition=Q(replaces__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.full_name} as {listed(self.types)}"

    @property
    def full_name(self) -> str:
        return Name(self.first_name, self.last_name).full

    @property
    def contact_types(self) -> list[ContactType]:
        return in_order(self.types)

    @property
    def types_listed(self) -> str:
        return listed(self.types)

    @property
    def declined_listed(self) -> str:
        """What its person left out, or ""."""
        return listed(self.declined_types) if self.declined_types else ""

    @property
    def ended_at(self) -> datetime | None:
        """When it was answered or withdrawn, or ended by itself; None while it is open."""
        ends = (self.activated_at, self.declined_at, self.withdrawn_at, self.not_confirmed_at)
        found = next((moment for moment in ends if moment), None)
        return found or (self.expires_at if self.expires_at <= timezone.now() else None)

    def state_at(self, moment: datetime) -> State:
        return state_at(
            moment,
            Facts(
                expires_at=self.expires_at,
                activated_at=self.activated_at,
                declined_at=self.declined_at,
                withdrawn_at=self.withdrawn_at,
                refused=self.refused,
                confirmation_asked_at=self.confirmation_asked_at,
                confirmed_at=self.confirmed_at,
                accepted_at=self.accepted_at,
                not_confirmed_at=self.not_confirmed_at,
                wrong_codes=self.wrong_codes,
            ),
        )

    @property
    def state(self) -> State:
        return self.state_at(timezone.now())

    @property
    def is_answerable(self) -> bool:
        return answerable(self.state)

    @property
    def is_open(self) -> bool:
        return is_open(self.state)

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it waits, or waited to its end, for a confirmation (A5)."""
        return self.confirmation_asked_at is not None and self.confirmed_at is None

    @property
    def given_by(self) -> Person:
        """The person in whose name it stands."""
        return self.taken_over_by or self.invited_by

    @property
    def senders(self) -> str:
        """Who sent it, and who has taken it over since."""
        if self.taken_over_by is None:
            return str(self.invited_by.full_name)
        return f"{self.invited_by.full_name}, taken over by {self.taken_over_by.full_name}"

    @property
    def parts(self) -> dict[str, object]:
        """What a page shows of it before something is done to it (`acoms.once.shown`)."""
        return {
            "who is invited": (self.full_name, self.email),
            "contact types": sorted(self.types),
            "how it stands": (self.generation, self.answered_by_id),
        }

    def waits_for_confirmation_of(self, person: Person) -> bool:
        """Whether this person's acceptance is to be confirmed before it gives anything (A9)."""
        return must_be_confirmed(
            person.proven_name, (person.name, Name(self.first_name, self.last_name))
        )

    @property
    def tries_left(self) -> int:
        return max(0, TRIES - self.wrong_codes)

    @property
    def days_left(self) -> int:
        """Whole days until it ends, rounded up; 0 once it has ended."""
        seconds = (self.expires_at - timezone.now()).total_seconds()
        return max(0, -int(-seconds // 86400))


_BESIDE_CONTACTS = Prepared(
    lambda aco, since: Invitation.objects.filter(aco=aco).shown_beside_contacts(since)[
        :SHOWN_ON_PAGE
    ],
    aco=int,
    since=datetime,
)
