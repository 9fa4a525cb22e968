"""The identifiers of the programme: read as people type them, refused with a sentence.

Each `read_…` takes what was typed or stood in a file and returns its one spelling; ValueError says
what is wrong, to whoever typed it. Forms: CMS's published ones, where there is one.
"""

import re

from stdnum import luhn
from stdnum.exceptions import ValidationError

NPI_PREFIX = "80840"  # goes into the check digit, though no NPI shows it


def read_tin(typed: str) -> str:
    """A Taxpayer Identification Number as nine digits: `12-3456789` and `123 45 6789` are read.

    No prefix is refused: a sole proprietor's may be a Social Security number. Nine zeros are what a
    program writes that has none.
    """
    digits = re.sub(r"[\s-]", "", typed)
    if not re.fullmatch(r"[0-9]{9}", digits):
        raise ValueError("A TIN has nine digits, such as 12-3456789.")
    if digits == "000000000":
        raise ValueError("Nine zeros are no TIN. Check the number.")
    return digits


def masked_tin(tin: str) -> str:
    """What a page shows of a TIN: its last four digits. Empty for none."""
    return f"•••••{tin[-4:]}" if tin else ""


def read_npi(typed: str) -> str:
    """A National Provider Identifier: ten digits, the first 1 or 2, the last a check digit."""
    npi = re.sub(r"[\s-]", "", typed)
    if not re.fullmatch(r"[12][0-9]{9}", npi):
        raise ValueError("An NPI has ten digits and begins with 1 or 2.")
    try:
        luhn.validate(NPI_PREFIX + npi)
    except ValidationError:
        raise ValueError("This is not an NPI: its last digit does not fit the others.") from None
    return npi


def read_ccn(typed: str) -> str:
    """A CMS Certification Number: six characters; a sub-unit has a letter in third place."""
    return _read(
        typed, r"[0-9]{2}[0-9A-Z][0-9]{2}[0-9A-Z]", "A CCN has six characters, such as 010007."
    )


def read_ptan(typed: str) -> str:
    """A Provider Transaction Access Number. It has no single form: letters, digits and hyphens."""
    return _read(
        typed, r"[0-9A-Z-]{1,15}", "A PTAN has up to 15 letters and digits, such as ZZZ92818Z."
    )


def read_aco_id(typed: str) -> str:
    return _read(typed, r"A[0-9]{4,5}", "An ACO ID is an A and four digits, such as A4321.")


def read_next_generation_id(typed: str) -> str:
    return _read(
        typed,
        r"V[0-9]{3}",
        "The ID of a Next Generation ACO is a V and three digits, such as V123.",
    )


def read_practice_site_id(typed: str) -> str:
    return _read(
        typed,
        r"T[12][A-Z]{2}[0-9]{4}",
        "A Practice Site ID has eight characters, such as T1AR0058.",
    )


def read_vendor_id(typed: str) -> str:
    return _read(typed, r"[0-9]{7}", "A Vendor ID has seven digits.")


def read_virtual_group_id(typed: str) -> str:
    """No form is published: up to 20 letters, digits and hyphens."""
    return _read(
        typed, r"[0-9A-Z-]{1,20}", "A Virtual Group ID has up to 20 letters, digits and hyphens."
    )


def _read(typed: str, form: str, refusal: str) -> str:
    read = re.sub(r"\s", "", typed).upper()
    if not re.fullmatch(form, read):
        raise ValueError(refusal)
    return read
