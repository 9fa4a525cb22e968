"""The ACO Participant Agreement of an addition, as it is signed for the ACO (rule F2)."""

from typing import Self

import pgtrigger
from django.db import models

from acoms.database.history import track


class ParticipantAgreementQuerySet(models.QuerySet["ParticipantAgreement"]):
    def in_force(self) -> Self:
        """All but those that were stopped."""
        return self.filter(event__closed_at=None)


@track()
class ParticipantAgreement(models.Model):
    """That an administrator put the agreement with a participant before the ACO's signers.

    `event` is what they sign, and says who started it, when, and whether it was stopped. The pages
    are the participant's own, with its signature, as they were uploaded: the text that is signed
    names each by its hash, and they stay while the agreement does.
    """

    change = models.ForeignKey(
        "participants_changes.ChangeRequest", on_delete=models.PROTECT, related_name="agreements"
    )
    event = models.OneToOneField("signing.SigningEvent", on_delete=models.PROTECT, related_name="+")
    signature_page = models.ForeignKey(
        "participants_changes.Attachment", on_delete=models.PROTECT, related_name="+"
    )
    first_page = models.ForeignKey(
        "participants_changes.Attachment", on_delete=models.PROTECT, related_name="+", null=True
    )

    objects = ParticipantAgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "participant agreement"
        ordering = ("-pk",)
        triggers = (
            pgtrigger.Protect(
                name="agreement_stays", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            # One at a time, of this addition's own pages.
            pgtrigger.Trigger(
                name="agreement_one_in_force",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF EXISTS (
                        SELECT FROM participants_changes_participantagreement other
                        JOIN signing_signingevent event ON event.id = other.event_id
                        WHERE other.change_id = NEW.change_id AND event.closed_at IS NULL
                    ) OR NOT EXISTS (
                        SELECT FROM participants_changes_attachment page
                        WHERE page.id = NEW.signature_page_id AND page.change_id = NEW.change_id
                    ) THEN
                        RAISE EXCEPTION 'agreement_one_in_force'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        )

    def __str__(self) -> str:
        return f"{self.event}"

    @property
    def pages(self) -> list[int]:
        """The ids of the documents that it carries."""
        return [page for page in (self.first_page_id, self.signature_page_id) if page is not None]
