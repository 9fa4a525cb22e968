"""What a list says of a provider/supplier, once for all who write it down or read it; pure Python.

A new fact is a column of `ProviderSupplier` and `ChangeProvider`, a field of `TypedProvider` and
`ListedProvider` (with a default: the lists that are certified already do not say it), and a row
here and in `participants.changes.providers.HEADINGS`. A test holds these together.
"""

from typing import Any

# The fields, and what a page calls them. The NPI names a provider/supplier, the rest describes it.
DESCRIBING = {"name": "Name", "ccn": "CCN", "ptan": "PTAN", "specialty": "Specialty"}
PROVIDER_FACTS = {"npi": "NPI", **DESCRIBING}


def provider_facts(of: Any) -> dict[str, str]:
    """The facts of anything that has them as attributes: a row, or one as it was typed."""
    return {name: getattr(of, name) for name in PROVIDER_FACTS}
