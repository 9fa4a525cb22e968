"""Made-up participants of the demo ACOs, with providers/suppliers: TINs and NPIs that nobody has.

Uploaded by the import that CMS staff use. High Plains has one participant: a single-TIN ACO. The
first of Lakeside has TIN 07-9001001 and NPIs that begin with 20000010.
"""

import csv
import io
from collections.abc import Iterator
from datetime import date

from stdnum import luhn

from participants.lists.actions.importing import ListFile, import_participants
from participants.lists.importing.rows import COLUMNS, Layout

# ACO, TIN, name, doing business as, from, until, how many providers; "*" a sole proprietor.
PARTICIPANTS = """
A9001 079001001 Elm Street Family Practice|Elm Street Care|2024-01-01||6
A9001 079001002 Lakeside Internal Medicine PC||2024-01-01||9
A9001 079001003 Harborview Pediatrics LLC||2024-01-01||4
A9001 079001004 Northshore Cardiology Group||2024-01-01|2026-07-01|5
A9001 079001005 *Nadia Petrov MD||2024-01-01||1
A9001 079001006 Maple Grove Community Clinic|Maple Grove Clinic|2025-01-01||7
A9001 079001007 Cedar Point Women's Health||2025-01-01||3
A9001 079001008 Riverbend Rehabilitation Inc||2024-01-01|2026-01-01|2
A9001 079001009 Great Lakes Rural Health Network||2026-01-01||12
A9001 079001010 Sandhill Primary Care Associates||2026-01-01||5
A9001 079001011 Birchwood Geriatrics PLLC||2026-01-01||3
A9001 079001012 Straits Area Family Medicine||2027-01-01||4
A9002 079002001 Harbor Hospital Physicians||2025-01-01||14
A9002 079002002 Back Bay Internal Medicine||2025-01-01||6
A9002 079002003 Narragansett Family Care|Narragansett Care|2025-01-01||5
A9002 079002004 *Tomas Herrera DO||2026-01-01||1
A9002 079002005 Cape Ann Health Center||2026-01-01||8
A9003 079003001 High Plains Primary Care Clinic||2026-01-01||10
"""
_FIRST = ("Ada", "Ben", "Cora", "Dev", "Ella", "Finn", "Gia", "Hal", "Iris", "Jon", "Kira")
_LAST = ("Abbott", "Bose", "Castillo", "Dube", "Eklund", "Farrow", "Grant", "Hara", "Ivers")
_SPECIALTIES = ("Family Practice", "Internal Medicine", "Nurse Practitioner", "Cardiology")


def load_participants() -> None:
    """Read the lists in; a second time that changes nothing."""
    file = ListFile(name="demo data", lines=_lines(), layout=Layout.LIST, as_of=date(2026, 1, 1))
    import_participants(acting_person=None, file=file)


def _lines() -> list[str]:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=COLUMNS[Layout.LIST])
    writer.writeheader()
    writer.writerows(_rows())
    return text.getvalue().splitlines()


def _rows() -> Iterator[dict[str, str]]:
    number = 0
    for line in PARTICIPANTS.strip().splitlines():
        aco_id, tin, facts = line.split(maxsplit=2)
        name, doing_business_as, since, until, many = facts.split("|")
        for _ in range(int(many)):
            number += 1
            yield {
                "aco_id": aco_id,
                "tin": tin,
                "legal_business_name": name.removeprefix("*"),
                "doing_business_as": doing_business_as,
                "sole_proprietor": "yes" if name.startswith("*") else "no",
                "from": since,
                "until": until,
                "npi": made_up_npi(number),
                "provider_name": f"{_FIRST[number % 11]} {_LAST[number % 9]}",
                "ptan": f"DEM{number:04}",
                "specialty": _SPECIALTIES[number % 4],
            }


def made_up_npi(number: int) -> str:
    """An NPI that begins with 2 and has the right check digit."""
    nine = f"{200000100 + number:09}"
    return nine + luhn.calc_check_digit(f"80840{nine}")
