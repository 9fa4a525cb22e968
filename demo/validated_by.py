"""What validates the first Security Official of the demo's organizations that have none (rule D4).

One of each kind, in the form of Connect to an Organization; the start of `make run` says them.
"""

# The name to look for (a virtual group's ID), the kind, and what its form asks for.
VALIDATED_BY: tuple[tuple[str, str, dict[str, str]], ...] = (
    (
        "Oak Lane Pediatrics",
        "practice",
        {"tin": "00-1700102", "npi": "2000000010", "ptan": "OAK0001"},
    ),
    (
        "Millbrook Practice Site",
        "cpc_plus_site",
        {"identifier": "T1MI0002", "tin": "00-1700201", "npi": "2000000028"},
    ),
    (
        "Blue Ridge Next Generation ACO",
        "next_generation_aco",
        {"identifier": "V902", "tin": "00-1700201", "second_tin": "00-1700203"},
    ),
    (
        "Clearwater Quality Registry",
        "qualified_registry",
        {"tin": "00-1700205", "identifier": "9000002"},
    ),
    ("Joint Outcomes Data Registry", "qcdr", {"tin": "00-1700206", "identifier": "9000003"}),
    ("VG-9002", "virtual_group", {"tin": "00-1700201", "second_tin": "00-1700202"}),
)
# No clinician of it is on record: only QPP gives its first role.
NOTHING_VALIDATES = ("Hill Country Primary Care", "cpc_plus_site")
_CALLED = {"identifier": "ID", "tin": "TIN", "second_tin": "TIN", "npi": "NPI", "ptan": "PTAN"}


def describe() -> list[str]:
    """The lines for a terminal."""
    width = max(len(name) for name, *_ in VALIDATED_BY)
    lines = [
        f"  {name:<{width}}  {', '.join(f'{_CALLED[key]} {typed}' for key, typed in facts.items())}"
        for name, _, facts in VALIDATED_BY
    ]
    return [
        "These have no Security Official. Connect to one in Manage Access, with what validates it:",
        *lines,
        f"  {NOTHING_VALIDATES[0]:<{width}}  nothing does: the page sends you to QPP",
    ]
