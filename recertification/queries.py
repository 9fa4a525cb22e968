"""Reads of reviews, each in a constant number of queries."""

from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, IntegerField, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from contacts.models import Aco, Contact, HeldType
from contacts.rules import SECURITY_OFFICIAL, refusal_to_end
from contacts.types import ADMIN_CODES
from recertification.models import Answer, Recertification
from recertification.rules import Progress

# Of the contacts of `in_review`: still to do are those who hold a type and have not been confirmed,
# someone ended and invited again among them.
TODO = Q(active=True) & (Q(kept__isnull=True) | Q(kept=False))
CONFIRMED = Q(active=True, kept=True)


def in_review(year: int) -> QuerySet[Contact, Any]:
    """The contacts of a year's reviews: whoever holds a type now, and whoever has been answered.

    Each has `active` and `kept`, the answer: None while there is none. Contacts ended outside the
    review without an answer drop out; new ones are there at once.
    """
    answers = Answer.objects.filter(contact=OuterRef("pk"), recertification__year=year)
    return Contact.objects.annotate(
        active=Exists(HeldType.objects.active().filter(contact=OuterRef("pk"))),
        kept=Subquery(answers.values("kept")[:1]),
    ).filter(Q(active=True) | Q(kept__isnull=False))


def with_types(contacts: QuerySet[Contact, Any]) -> QuerySet[Contact, Any]:
    """Each with its person, `codes` held now, and `since`, when the oldest of them began."""
    held = HeldType.objects.active().filter(contact=OuterRef("pk")).order_by()
    oldest = held.values("contact").annotate(oldest=Min("since")).values("oldest")
    return contacts.select_related("person").annotate(
        codes=ArraySubquery(held.values("type")), since=Subquery(oldest)
    )


def progress_of(aco: Aco, year: int) -> Progress:
    """How many contacts of `aco` have been answered, and how many have not; one query."""
    counts = (
        in_review(year).filter(aco=aco).aggregate(all=Count("pk"), todo=Count("pk", filter=TODO))
    )
    return Progress(done=counts["all"] - counts["todo"], todo=counts["todo"])


def with_progress(acos: QuerySet[Any, Any], year: int) -> QuerySet[Any, Any]:
    """ACOs, each with what `review_of` and `progress_in` read of a year's review."""

    def count(*which: Q) -> Coalesce:
        found = in_review(year).filter(*which, aco=OuterRef("pk")).order_by()
        counted = found.values("aco").annotate(count=Count("pk")).values("count")
        return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

    review = Recertification.objects.filter(aco=OuterRef("pk"), year=year)
    found: QuerySet[Any, Any] = acos.annotate(
        review_id=Subquery(review.values("pk")),
        review_due_on=Subquery(review.values("due_on")),
        review_completed_at=Subquery(review.values("completed_at")),
        review_first_name=Subquery(review.values("completed_by__first_name")),
        review_last_name=Subquery(review.values("completed_by__last_name")),
        review_todo=count(TODO),
        review_total=count(),
    )
    return found


def progress_in(aco: Any) -> Progress:
    """The progress of an ACO of `with_progress`; no query."""
    return Progress(done=aco.review_total - aco.review_todo, todo=aco.review_todo)


def review_of(aco: Aco, year: int) -> Recertification | None:
    """The review of `aco` in `year`, or None if nobody has begun it."""
    found = Recertification.objects.select_related("completed_by")
    return found.filter(aco=aco, year=year).first()


def answers_of(review: Recertification | None) -> QuerySet[Answer]:
    """The answers of a review in the order of names, with who gave them."""
    answers = Answer.objects.filter(recertification=review) if review else Answer.objects.none()
    return answers.select_related("answered_by").order_by(
        "contact__person__last_name", "contact__person__first_name", "pk"
    )


def last_of_their_kind(aco: Aco) -> dict[int, str]:
    """Contacts that cannot be ended now, each with the sentence that says why (rule A17)."""
    codes = (*ADMIN_CODES, SECURITY_OFFICIAL)
    held = HeldType.objects.active().filter(aco=aco, type__in=codes)
    holders = list(held.values_list("contact_id", "type"))
    refusals = {contact: _refusal(contact, holders) for contact, _ in holders}
    return {contact: refusal for contact, refusal in refusals.items() if refusal}


def _refusal(contact: int, holders: Collection[tuple[int, str]]) -> str:
    ending = {code for holder, code in holders if holder == contact}
    return refusal_to_end(ending, [code for holder, code in holders if holder != contact])


def shown_of_contacts(contacts: Iterable[Any]) -> dict[str, object]:
    """What the pages show before contacts (`with_types`) are confirmed (`acoms.once.shown`)."""
    return {"contact types": sorted((one.pk, sorted(one.codes or ())) for one in contacts)}
