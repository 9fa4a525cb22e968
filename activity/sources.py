"""Which history tables the activity of ACOs and organizations is read from, and how each is said.

A room's table that stands not here but has a foreign key to an ACO or an organization is shown all
the same, in general words. To say it in better ones, write a sentence in `activity.rules` and add a
`Source` here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.apps import apps
from django.db.models import (
    Case,
    Exists,
    ForeignKey,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from pghistory.models import Event

from accounts.models import Person
from acoms.crypto.fields import EncryptedTextField
from activity import of_files, rules
from activity.rules import Facts, Kind
from contacts.models import Aco, Contact
from contacts.types import CONTACT_TYPES
from qpp_roles.organizations.models import Organization

EVENT_FIELDS = ("pgh_id", "pgh_created_at", "pgh_label", "pgh_obj", "pgh_context")
NEVER_SHOWN = {"password", "key", "token", "secret", "code"}  # no table has them; be sure
_IN_CIPHER = {"tin_hash"}  # finds a TIN, and says nothing to a reader


def is_readable(field: Any) -> bool:
    """Whether a field's value in the history is one for people: nothing encrypted, no TIN (E5)."""
    return not isinstance(field, EncryptedTextField) and field.name not in _IN_CIPHER


@dataclass(frozen=True, slots=True)
class Step:
    """A kind of change: a row that meets `when` while the row before differed in `where`."""

    kind: Kind
    when: Q
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One history table.

    `aco` leads to the ACO's row id (`aco_row`, where that is not a column), and `organization` to
    an organization's; either is "" where there is none. `also` are further
    values of a row, and `concerned` are lookups for the id of the person whom a row is about. The
    first step that fits gives a row its kind, else `otherwise`. `search` are lookups for free
    text, and `type_field` is one for a list of contact types.
    """

    events: type[Event]
    aco: str = "aco_id"
    aco_row: Any = None
    organization: str = ""
    also: Mapping[str, Any] = field(default_factory=dict)
    concerned: tuple[str, ...] = ()
    concerned_email: str = ""
    steps: tuple[Step, ...] = ()
    otherwise: Kind = Kind.OTHER
    say: Callable[[Facts], str] = rules.say_anything
    search: tuple[str, ...] = ()
    type_field: str = ""

    @property
    def tracked(self) -> Any:
        return self.events.pgh_tracked_model

    @property
    def key(self) -> str:
        return str(self.events._meta.db_table)

    @property
    def thing(self) -> str:
        return str(self.tracked._meta.verbose_name)

    @property
    def fields(self) -> list[Any]:
        """What a row tells of the thing itself."""
        own = (f for f in self.events._meta.concrete_fields if f.name not in EVENT_FIELDS)
        return [f for f in own if is_readable(f)]

    def kind(self) -> Case:
        """SQL for the kind of a row: worked out in one place, for the page and for the filter."""
        whens = [
            When(step.when & ~Exists(self._same_before(step)) if step.where else step.when, then=k)
            for step in self.steps
            for k in [Value(step.kind.code)]
        ]
        return Case(*whens, default=Value(self.otherwise.code))

    def _same_before(self, step: Step) -> QuerySet[Any]:
        """Earlier rows of the same thing with the same values in `where`: nothing changed there."""
        same = {name: OuterRef(name) for name in step.where}
        return self.before().filter(**same)

    def before(self) -> QuerySet[Any]:
        """The rows of the same thing before one, the last first."""
        events: Any = self.events
        rows: QuerySet[Any] = events.objects.filter(
            pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__lt=OuterRef("pgh_id")
        ).order_by("-pgh_id")
        return rows

    @property
    def kinds(self) -> set[Kind]:
        return {step.kind for step in self.steps} | {self.otherwise}

    def found_by(self, text: str) -> Q:
        """Rows in which `text` stands, or that are of a contact type whose name has it."""
        found = Q(*(Q(**{f"{name}__icontains": text}) for name in self.search), _connector=Q.OR)
        for word in ("first_name", "last_name"):
            for path in self.concerned:
                person = path.removesuffix("_id")
                found |= Q(**{f"{person}__{word}__icontains": text})
        codes = [c for c, row in CONTACT_TYPES.items() if text.lower() in row.label.lower()]
        if self.type_field and codes:
            found |= Q(**{self.type_field: codes})
        return found

    def about(self, person_id: int, email: str) -> Q:
        """Rows that concern a person."""
        found = Q(*(Q(**{path: person_id}) for path in self.concerned), _connector=Q.OR)
        return found | Q(**{self.concerned_email: email}) if self.concerned_email else found

    @property
    def has_people(self) -> bool:
        return bool(self.concerned or self.concerned_email)


def _of_contact(name: str) -> Subquery:
    """A value of the contact whom a row is about. No join: only rows that are shown pay for it."""
    return Subquery(Contact.objects.filter(pk=OuterRef("contact_id")).values(name))


def _name_of_participant() -> Subquery:
    """The legal business name of the participant that a row names."""
    participants = apps.get_model("participants_lists.Participant").objects
    found = participants.filter(pk=OuterRef("participant_id"))
    return Subquery(found.values("legal_business_name"))


def _of_row(model: str, key: str, name: str) -> Subquery:
    """A value of the row of another table that a row names by `key`."""
    rows = apps.get_model(model)._default_manager
    return Subquery(rows.filter(pk=OuterRef(key)).values(name))


def _of_version(name: str) -> Subquery:
    """A value of the version of a document that a row is about."""
    return _of_row("signing.DocumentVersion", "version_id", name)


def _of_delivery(name: str) -> Subquery:
    """A value of the delivery below which a row was written."""
    return _of_row("documents_correspondence.Delivery", "delivery_id", name)


def _of_file(name: str) -> Subquery:
    """A value of the file of an ACO that a row's version is of."""
    return _of_row("documents_files.PublishedFile", "file_id", name)


def _of_taken(name: str) -> Subquery:
    """A value of the version of a file that somebody took."""
    return _of_row("documents_files.FileVersion", "version_id", name)


def _told() -> list[Source]:
    def events(name: str) -> Any:
        return apps.get_model(name).pgh_event_model

    inserted = Q(pgh_label="insert")
    return [
        Source(
            events=events("invitations.Invitation"),
            concerned=("invited_by_id", "answered_by_id", "decided_by_id"),
            concerned_email="email",
            steps=(
                Step(Kind.INVITED, inserted),
                Step(
                    Kind.ACCEPTANCE_CONFIRMED,
                    Q(activated_at__isnull=False, decided_by__isnull=False),
                    ("activated_at",),
                ),
                Step(Kind.NOT_CONFIRMED, Q(not_confirmed_at__isnull=False), ("not_confirmed_at",)),
                Step(Kind.ACTIVATED, Q(activated_at__isnull=False), ("activated_at",)),
                Step(Kind.DECLINED, Q(declined_at__isnull=False), ("declined_at",)),
                Step(Kind.REFUSED, Q(refused=True), ("refused",)),
                Step(Kind.WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.EXPIRED, Q(expiry_recorded_at__isnull=False), ("expiry_recorded_at",)),
                Step(Kind.CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(
                    Kind.CONFIRMATION_ASKED,
                    Q(confirmation_asked_at__isnull=False),
                    ("confirmation_asked_at",),
                ),
                Step(Kind.TAKEN_OVER, Q(taken_over_by__isnull=False), ("taken_over_by",)),
                Step(Kind.SENT_AGAIN, Q(generation__gt=1), ("generation",)),
                Step(Kind.ACCEPTED, Q(accepted_at__isnull=False), ("accepted_at",)),
            ),
            otherwise=Kind.INVITATION_CHANGED,
            say=rules.say_invitation,
            search=("email", "first_name", "last_name"),
            type_field="types__overlap",
        ),
        Source(
            events=events("contacts.HeldType"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(
                Step(Kind.TYPE_GIVEN, inserted),
                Step(
                    Kind.HANDED_OVER,
                    Q(ended_at__isnull=False, end_reason__startswith=rules.HANDED_OVER),
                    ("ended_at",),
                ),
                Step(Kind.TYPE_ENDED, Q(ended_at__isnull=False), ("ended_at",)),
            ),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_held_type,
            search=("end_reason",),
            type_field="type__in",
        ),
        Source(
            events=events("contacts.ContactAttestation"),
            aco="contact__aco_id",
            aco_row=_of_contact("aco_id"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(
                Step(Kind.ATTESTED, inserted),
                Step(Kind.STATEMENT_CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(Kind.STATEMENT_REFUSED, Q(refused_at__isnull=False), ("refused_at",)),
            ),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_attestation,
            search=("statement",),
            type_field="type__in",
        ),
        Source(
            events=events("contacts.Contact"),
            concerned=("person_id",),
            steps=(Step(Kind.CONTACT_ADDED, inserted),),
            otherwise=Kind.CONTACT_CHANGED,
            say=rules.say_contact,
            search=("title", "phone"),
        ),
        Source(
            events=events("contacts.Aco"),
            aco="pgh_obj_id",
            steps=(Step(Kind.ACO_ADDED, inserted),),
            otherwise=Kind.ACO_CHANGED,
            say=rules.say_aco,
            search=("name",),
        ),
        Source(
            events=events("invitations_bulk.BulkInvitation"),
            concerned=("created_by_id", "confirmed_by_id"),
            steps=(
                Step(Kind.LIST_READ, inserted),
                Step(Kind.LIST_CONFIRMED, Q(confirmed_at__isnull=False), ("confirmed_at",)),
                Step(Kind.LIST_SENT, Q(finished_at__isnull=False), ("finished_at",)),
            ),
            say=rules.say_list,
            search=("source",),
        ),
        Source(
            events=events("recertification.Recertification"),
            concerned=("completed_by_id",),
            steps=(
                Step(Kind.REVIEW_BEGUN, inserted),
                Step(Kind.REVIEW_COMPLETED, Q(completed_at__isnull=False), ("completed_at",)),
            ),
            say=rules.say_review,
        ),
        Source(
            events=events("recertification.Answer"),
            aco="contact__aco_id",
            aco_row=_of_contact("aco_id"),
            also={"person_id": _of_contact("person_id")},
            concerned=("contact__person_id",),
            steps=(Step(Kind.REVIEW_ANSWERED, inserted),),
            otherwise=Kind.REVIEW_ANSWERED,
            say=rules.say_answer,
            search=("name", "reason"),
        ),
        Source(
            events=events("participants_lists.Participant"),
            steps=(
                Step(Kind.PARTICIPANT_JOINED, inserted),
                Step(
                    Kind.PARTICIPANT_LEFT,
                    Q(effective_until__isnull=False),
                    ("effective_until",),
                ),
            ),
            otherwise=Kind.PARTICIPANT_CHANGED,
            say=rules.say_participant,
            search=("legal_business_name", "doing_business_as"),
        ),
        Source(
            events=events("participants_changes.ChangeRequest"),
            also={"participant_name": _name_of_participant()},
            concerned=("created_by_id", "submitted_by_id", "decided_by_id"),
            steps=(
                Step(Kind.CHANGE_DRAFTED, inserted),
                Step(Kind.CHANGE_WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.CHANGE_SUBMITTED, Q(submitted_at__isnull=False), ("submitted_at",)),
                Step(Kind.CHANGE_APPROVED, Q(approved=True), ("decided_at",)),
                Step(Kind.CHANGE_DENIED, Q(approved=False), ("decided_at",)),
                Step(Kind.CHANGE_RETURNED, Q(returned_at__isnull=False), ("returned_at",)),
                Step(Kind.CHANGE_SCREENED, Q(screened_at__isnull=False), ("screened_at",)),
            ),
            otherwise=Kind.CHANGE_CHANGED,
            say=rules.say_change_request,
            search=("legal_business_name", "note", "decision_reason", "return_reason"),
        ),
        Source(
            events=events("participants_changes.ChangeFile"),
            concerned=("created_by_id", "confirmed_by_id"),
            steps=(Step(Kind.CHANGE_FILE_READ, inserted),),
            say=rules.say_change_file,
            search=("source",),
        ),
        Source(
            events=events("participants_deciding.FeedbackLetter"),
            concerned=("sent_by_id",),
            steps=(Step(Kind.FEEDBACK_SENT, inserted),),
            say=rules.say_feedback_letter,
        ),
        Source(
            events=events("documents_correspondence.Delivery"),
            also={"subject": _of_row("documents_correspondence.Message", "message_id", "subject")},
            steps=(Step(Kind.MESSAGE_SENT, Q(sent_at__isnull=False), ("sent_at",)),),
            say=rules.say_message,
            search=("message__subject",),
        ),
        Source(
            events=events("documents_correspondence.Reply"),
            aco="delivery__aco_id",
            aco_row=_of_delivery("aco_id"),
            also={"subject": _of_delivery("message__subject")},
            concerned=("written_by_id",),
            steps=(
                Step(Kind.MESSAGE_ANSWERED, inserted),
                Step(Kind.ANSWER_SETTLED, Q(settled_at__isnull=False), ("settled_at",)),
            ),
            say=rules.say_reply,
            search=("body", "delivery__message__subject"),
        ),
        Source(
            events=events("participants_certification.CertifiedList"),
            concerned=("certified_by_id",),
            steps=(Step(Kind.LIST_CERTIFIED, inserted),),
            say=rules.say_certified_list,
        ),
        Source(
            events=events("signing.AcoEvent"),
            also={"event_title": _of_row("signing.SigningEvent", "event_id", "title")},
            steps=(Step(Kind.EVENT_OPENED, Q(opened_at__isnull=False), ("opened_at",)),),
            say=rules.say_aco_event,
        ),
        Source(
            events=events("signing.Signature"),
            aco="aco_event__aco_id",
            aco_row=_of_row("signing.AcoEvent", "aco_event_id", "aco_id"),
            also={
                "document_title": _of_version("document__title"),
                "version_number": _of_version("number"),
            },
            concerned=("person_id",),
            steps=(Step(Kind.DOCUMENT_SIGNED, inserted),),
            otherwise=Kind.DOCUMENT_SIGNED,
            say=rules.say_signature,
        ),
        Source(
            events=events("signing.Concern"),
            aco="aco_event__aco_id",
            aco_row=_of_row("signing.AcoEvent", "aco_event_id", "aco_id"),
            also={"document_title": _of_version("document__title")},
            concerned=("said_by_id", "answered_by_id"),
            steps=(
                Step(Kind.CONCERN_SAID, inserted),
                Step(Kind.CONCERN_ANSWERED, Q(answered_at__isnull=False), ("answered_at",)),
            ),
            otherwise=Kind.CONCERN_SAID,
            say=rules.say_concern,
            search=("text", "answer"),
        ),
        Source(
            events=events("participants_effects.BenchmarkNotice"),
            concerned=("published_by_id",),
            steps=(Step(Kind.BENCHMARK_NOTICE, inserted),),
            say=rules.say_benchmark_notice,
            search=("note",),
        ),
        Source(
            events=events("participants_data_sharing.DataSharingFile"),
            concerned=("uploaded_by_id",),
            steps=(
                Step(Kind.DATA_FILE_READ, inserted),
                Step(Kind.DATA_FILE_DELETED, Q(deleted_at__isnull=False), ("deleted_at",)),
            ),
            say=rules.say_data_sharing_file,
            search=("source",),
        ),
        Source(
            events=events("documents_files.PublishedFile"),
            otherwise=Kind.FILE_CHANGED,
            say=of_files.say_file,
            search=("name",),
        ),
        Source(
            events=events("documents_files.FileVersion"),
            aco="file__aco_id",
            aco_row=_of_file("aco_id"),
            also={"file_name": _of_file("name")},
            concerned=("delivered_by_id",),
            steps=(
                Step(Kind.FILE_PUBLISHED, inserted),
                Step(Kind.FILE_DELETED, Q(deleted_at__isnull=False), ("deleted_at",)),
                Step(Kind.FILE_SCANNED, Q(scanned_at__isnull=False), ("scanned_at",)),
            ),
            otherwise=Kind.FILE_CHANGED,
            say=of_files.say_file_version,
        ),
        Source(
            events=events("documents_files.Download"),
            aco="version__file__aco_id",
            aco_row=_of_taken("file__aco_id"),
            also={
                "file_name": _of_taken("file__name"),  # As text: a number would be somebody's id.
                "file_number": Cast(_of_taken("number"), TextField()),
            },
            concerned=("person_id",),
            steps=(
                Step(Kind.FILE_DOWNLOADED, inserted),
                Step(Kind.DOWNLOAD_RESUMED, Q(requests__gt=1), ("requests",)),
            ),
            say=of_files.say_download,
        ),
        Source(
            events=events("documents_files.FileWish"),
            concerned=("person_id",),
            otherwise=Kind.FILE_WISH,
            say=of_files.say_file_wish,
        ),
        Source(
            events=events("qpp_roles_roles.HeldRole"),
            aco="",
            organization="organization_id",
            concerned=("person_id",),
            steps=(
                Step(Kind.QPP_ROLE_GIVEN, inserted),
                Step(Kind.QPP_ROLE_ENDED, Q(ended_at__isnull=False), ("ended_at",)),
            ),
            otherwise=Kind.QPP_ROLE_CHANGED,
            say=rules.say_qpp_role,
            search=("end_reason",),
        ),
        Source(
            events=events("qpp_roles_roles.RoleRequest"),
            organization="organization_id",
            concerned=("person_id",),
            steps=(
                Step(Kind.ROLE_REQUESTED, Q(pgh_label="insert", decided_at=None)),
                Step(Kind.REQUEST_APPROVED, Q(approved=True), ("approved",)),
                Step(Kind.REQUEST_DENIED, Q(approved=False), ("approved",)),
                Step(Kind.REQUEST_WITHDRAWN, Q(withdrawn_at__isnull=False), ("withdrawn_at",)),
                Step(Kind.REQUEST_REMINDED, Q(reminders_sent__gt=0), ("reminders_sent",)),
            ),
            say=rules.say_role_request,
            search=("reason",),
        ),
        Source(
            events=events("qpp_roles_organizations.Organization"),
            aco="",
            organization="pgh_obj_id",
            otherwise=Kind.ORGANIZATION_CHANGED,
            say=rules.say_organization,
            search=("name",),
        ),
    ]


def _untold(told: list[Source]) -> list[Source]:
    """Tables of other rooms that belong to an ACO or an organization, in general words."""
    known = {source.events for source in told}
    others = [
        Source(
            events=model,
            aco=_leading_to(model, Aco),
            organization=_leading_to(model, Organization),
            concerned=_people(model),
        )
        for model in apps.get_models()
        if issubclass(model, Event) and model not in known
    ]
    return [source for source in others if source.aco or source.organization]


def _leading_to(model: Any, target: Any) -> str:
    """The column of a history table that names an ACO or an organization, or ""."""
    columns = (
        one.attname
        for one in model._meta.concrete_fields
        if one.name in ("aco", "organization", "practice")
        and isinstance(one, ForeignKey)
        and one.related_model is target
    )
    return next(columns, "")


def _people(model: Any) -> tuple[str, ...]:
    return tuple(
        f.attname
        for f in model._meta.concrete_fields
        if isinstance(f, ForeignKey) and f.related_model is Person
    )


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """All tables, in the order in which rows of one moment are shown."""
    told = _told()
    return (*told, *_untold(told))
