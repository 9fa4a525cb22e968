"""What was signed, by whom and as what; what signers say is wrong with a document (F3 to F6)."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from acoms.database.history import track
from contacts.types import CHOICES as CONTACT_TYPES
from signing.kinds import KINDS
from signing.models.events import AcoEvent, DocumentVersion

_OF_KIND = " OR ".join(
    f"(document.kind = '{code}' AND NEW.contact_type IN "
    f"({', '.join(repr(str(one)) for one in kind.signers)}))"
    for code, kind in KINDS.items()
    if not kind.is_elsewhere
)


@track()
class Signature(models.Model):
    """One person's signature on the current version of a document, for an ACO (F3, F4).

    `read_as` is the file that was read, `signed_as` the file as it is with this signature;
    `read_sha256` and `sha256` are their hashes. A second signature is added to the bytes of the
    first.
    """

    aco_event = models.ForeignKey(
        AcoEvent, verbose_name="Signing Event", on_delete=models.PROTECT, related_name="signatures"
    )
    version = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, related_name="signatures"
    )
    slot = models.PositiveSmallIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    contact_type = models.CharField("contact type", max_length=40, choices=CONTACT_TYPES)
    name = models.CharField("name as typed", max_length=200)
    statement = models.TextField()
    signed_at = models.DateTimeField(default=timezone.now)
    read_sha256 = models.CharField("SHA-256 of what was read", max_length=64)
    sha256 = models.CharField("SHA-256 of what was signed", max_length=64)
    read_as = models.UUIDField(editable=False)
    signed_as = models.UUIDField(editable=False, unique=True)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ("signed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                name="signature_once_in_a_place", fields=["aco_event", "version", "slot"]
            ),
            models.UniqueConstraint(
                name="signature_once_by_a_person", fields=["aco_event", "version", "person"]
            ),
            models.CheckConstraint(name="signature_first_or_second", condition=Q(slot__in=(1, 2))),
            models.CheckConstraint(
                name="signature_has_hashes",
                condition=Q(read_sha256__regex=r"^[0-9a-f]{64}$", sha256__regex=r"^[0-9a-f]{64}$"),
            ),
        )
        indexes = (models.Index(name="signature_read_as", fields=["read_as"]),)
        triggers = (
            pgtrigger.Protect(
                name="signature_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            # Of the current version of an open event, by somebody who holds a type that signs it.
            pgtrigger.Trigger(
                name="signature_is_asked_for",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=f"""
                    IF NOT EXISTS (
                        SELECT FROM signing_acoevent own
                        JOIN signing_signingevent event ON event.id = own.event_id
                        JOIN signing_eventdocument document ON document.event_id = event.id
                        JOIN signing_documentversion version ON version.document_id = document.id
                        WHERE own.id = NEW.aco_event_id AND version.id = NEW.version_id
                            AND own.opened_at IS NOT NULL AND event.closed_at IS NULL
                            AND NEW.slot <= document.needed AND ({_OF_KIND})
                            AND version.number = (
                                SELECT max(number) FROM signing_documentversion
                                WHERE document_id = document.id
                            )
                            AND EXISTS (
                                SELECT FROM contacts_heldtype held
                                JOIN contacts_contact contact ON contact.id = held.contact_id
                                WHERE held.aco_id = own.aco_id AND held.ended_at IS NULL
                                    AND held.type = NEW.contact_type
                                    AND contact.person_id = NEW.person_id
                            )
                    ) THEN
                        RAISE EXCEPTION 'signature_is_asked_for'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - of our own codes
            ),
            # Two people are two people, whatever address they come under.
            pgtrigger.Trigger(
                name="signature_by_two_people",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT FROM signing_signature other
                        JOIN signing_acoevent own ON own.id = other.aco_event_id
                        JOIN contacts_contact theirs
                            ON theirs.aco_id = own.aco_id AND theirs.person_id = other.person_id
                        JOIN contacts_contact mine
                            ON mine.aco_id = own.aco_id AND mine.person_id = NEW.person_id
                        WHERE other.aco_event_id = NEW.aco_event_id
                            AND other.version_id = NEW.version_id
                            AND mine.one_person = theirs.one_person
                            AND other.person_id <> NEW.person_id
                    ) THEN
                        RAISE EXCEPTION 'signature_by_two_people'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}, signed by {self.person}"


@track()
class Concern(models.Model):
    """What a signer says is wrong with a document, and what CMS staff answer (F6)."""

    aco_event = models.ForeignKey(
        AcoEvent, verbose_name="Signing Event", on_delete=models.PROTECT, related_name="concerns"
    )
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="concerns")
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    text = models.TextField("what is wrong", max_length=2000)
    said_at = models.DateTimeField(default=timezone.now, editable=False)
    answer = models.TextField(max_length=4000, blank=True)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )

    class Meta:
        verbose_name = "concern about a document"
        verbose_name_plural = "concerns about documents"
        ordering = ("-said_at", "-pk")
        constraints = (
            models.CheckConstraint(name="concern_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="concern_answered_by_someone",
                condition=Q(answer="", answered_at=None, answered_by=None)
                | (~Q(answer="") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="concern_answered_after_it_was_said",
                condition=Q(answered_at=None) | Q(answered_at__gte=F("said_at")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.version}: what {self.said_by} says is wrong"
