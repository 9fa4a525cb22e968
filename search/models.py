"""The entries of the one search: by which words and numbers something is found (rule J2)."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q

from contacts.models import Aco


class Entry(models.Model):
    """By what one row of another table is found: `kind` names its source, `key` is its id.

    Nobody but the triggers of `search.keeping` writes these rows, in the transaction that changes
    the row they are about. `searched` is what `acoms_searchable` makes of its words.
    """

    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    aco = models.ForeignKey(
        Aco,
        verbose_name="ACO",
        on_delete=models.DO_NOTHING,
        null=True,
        related_name="+",
        db_constraint=False,
    )
    searched = models.TextField()
    tin_hash = models.UUIDField(null=True)
    npi = models.CharField(max_length=10, default="", db_default="")

    class Meta:
        constraints = (models.UniqueConstraint(name="search_once", fields=["kind", "key"]),)
        indexes = (
            models.Index(name="search_of_aco", fields=["kind", "aco"]),
            # PostgreSQL opens an index on words alone for a kind that has none of them, too.
            GinIndex(
                OpClass("kind", name="text_ops"),
                OpClass("searched", name="gin_trgm_ops"),
                name="search_words",
            ),
            models.Index(
                name="search_tin", fields=["tin_hash"], condition=Q(tin_hash__isnull=False)
            ),
            models.Index(name="search_npi", fields=["npi"], condition=~Q(npi="")),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
