"""An event that CMS opens, its documents in their versions, and each ACO's own event (F1, F5)."""

from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from acoms.database.history import track
from contacts.models import Aco
from contacts.types import CONTACT_TYPES
from signing.kinds import CHOICES, KINDS, Kind

# Rule A15: without each of these no event opens.
NEEDED_TO_OPEN = tuple(row.code.value for row in CONTACT_TYPES.values() if row.signs)
_ONE_SIGNER = tuple(code for code, kind in KINDS.items() if len(kind.signers) == 1)
_ELSEWHERE = tuple(code for code, kind in KINDS.items() if kind.is_elsewhere)


@track()
class SigningEvent(models.Model):
    """What CMS opens for a performance year, or for one ACO that executes an agreement (F1).

    `released_at` is when CMS opened it: from then on it opens for each of its ACOs by itself.
    """

    title = models.CharField(max_length=120)
    performance_year = models.PositiveSmallIntegerField()
    opens_on = models.DateField()
    due_on = models.DateField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    closed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = "Signing Event"
        ordering = ("-due_on", "-pk")
        constraints = (
            models.CheckConstraint(
                name="signing_event_days_in_order", condition=Q(due_on__gte=F("opens_on"))
            ),
            models.CheckConstraint(
                name="signing_event_year", condition=Q(performance_year__range=(2012, 2999))
            ),
            models.CheckConstraint(name="signing_event_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="signing_event_released_by_someone",
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
            ),
            models.CheckConstraint(
                name="signing_event_closed_by_someone",
                condition=Q(closed_at=None, closed_by=None)
                | Q(
                    closed_at__isnull=False,
                    closed_by__isnull=False,
                    released_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return self.title


@track()
class EventDocument(models.Model):
    """A document of an event, and how many people sign it (F2)."""

    event = models.ForeignKey(SigningEvent, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=40, choices=CHOICES)
    title = models.CharField(max_length=120)
    needed = models.PositiveSmallIntegerField("signatures", default=1)

    class Meta:
        verbose_name = "document of a Signing Event"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(name="event_document_once", fields=["event", "kind"]),
            models.CheckConstraint(
                name="event_document_of_a_kind", condition=Q(kind__in=tuple(KINDS))
            ),
            models.CheckConstraint(
                name="event_document_signatures",
                condition=Q(needed=1) | (Q(needed=2) & ~Q(kind__in=(*_ONE_SIGNER, *_ELSEWHERE))),
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def kind_row(self) -> Kind:
        return KINDS[self.kind]


class DocumentVersionQuerySet(models.QuerySet["DocumentVersion"]):
    def current(self) -> Self:
        """The one of each document that is signed now."""
        later = DocumentVersion.objects.filter(
            document=OuterRef("document"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))


@track()
class DocumentVersion(models.Model):
    """The text of a document. Once its event is open, it stays: what CMS changes is a new version,
    which needs signing (F5)."""

    document = models.ForeignKey(EventDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version of a document"
        ordering = ("document", "-number")
        constraints = (
            models.UniqueConstraint(name="document_version_once", fields=["document", "number"]),
            models.CheckConstraint(name="document_version_has_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="document_version_changed_for_a_reason",
                condition=Q(number=1) | (Q(number__gt=1) & ~Q(reason="")),
            ),
        )
        triggers = (
            pgtrigger.Trigger(
                name="document_version_stays",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT FROM signing_eventdocument document
                        JOIN signing_signingevent event ON event.id = document.event_id
                        WHERE document.id = OLD.document_id AND event.released_at IS NOT NULL
                    ) THEN
                        RAISE EXCEPTION 'document_version_stays'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.document}, version {self.number}"


@track()
class AcoEvent(models.Model):
    """An event as one ACO's own. It opens once somebody holds each of the four types that sign."""

    event = models.ForeignKey(SigningEvent, on_delete=models.PROTECT, related_name="aco_events")
    aco = models.ForeignKey(Aco, verbose_name="ACO", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = "ACO's Signing Event"
        ordering = ("event", "aco")
        constraints = (models.UniqueConstraint(name="aco_event_once", fields=["event", "aco"]),)
        indexes = (
            models.Index(
                name="aco_event_waiting", fields=["event", "aco"], condition=Q(opened_at=None)
            ),
        )
        triggers = (
            # Rules A15 and F1.
            pgtrigger.Trigger(
                name="aco_event_opens_with_all_signers",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("opened_at"),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(new__opened_at__isnull=False),
                func=f"""
                    IF NOT EXISTS (
                        SELECT FROM signing_signingevent
                        WHERE id = NEW.event_id AND released_at IS NOT NULL
                    ) OR (
                        SELECT count(DISTINCT type) FROM contacts_heldtype
                        WHERE aco_id = NEW.aco_id AND ended_at IS NULL
                            AND type IN ({", ".join(f"'{code}'" for code in NEEDED_TO_OPEN)})
                    ) < {len(NEEDED_TO_OPEN)} THEN
                        RAISE EXCEPTION 'aco_event_opens_with_all_signers'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - of our own codes
            ),
        )

    def __str__(self) -> str:
        return f"{self.event} of {self.aco}"
