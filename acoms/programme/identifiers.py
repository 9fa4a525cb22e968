"""The identifiers of the programme: read as people type them, refused with a sentence.

Each `read_…` takes what was typed or stood in a file and returns its one spelling; ValueError says
what is wrong, to whoever typed it. Forms: CMS's published ones, where there is one. Digits of any
script, dashes, dots and spaces are read (`acoms.text.numbers`); nothing is ever guessed.
"""

import re

from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.us import ssn

from acoms.text.numbers import digits_of, in_plain_signs
from acoms.text.saying import say

NPI_PREFIX = "80840"  # goes into the check digit, though no NPI shows it
_L = "[AC-HJKMNP-RT-Y]"  # the letters of a Medicare Beneficiary Identifier
_E = "[0-9AC-HJKMNP-RT-Y]"


def read_tin(typed: str) -> str:
    """A Taxpayer Identification Number as nine digits: `12-3456789` and `123 45 6789` are read.

    No prefix is refused: a sole proprietor's may be a Social Security number. Nine zeros are what a
    program writes that has none.
    """
    digits = digits_of(typed)
    if len(digits) != 9:
        raise ValueError("A TIN has nine digits, such as 12-3456789.")
    if digits == "000000000":
        raise ValueError("Nine zeros are no TIN. Check the number.")
    return digits


def tin_in_search(typed: str) -> str:
    """The nine digits, if a complete TIN is searched for; else ""."""
    try:
        return read_tin(typed)
    except ValueError:
        return ""


def masked_tin(tin: str) -> str:
    """What a page shows of a TIN: its last four digits. Empty for none."""
    return f"•••••{tin[-4:]}" if tin else ""


def read_npi(typed: str) -> str:
    """A National Provider Identifier: ten digits, the first 1 or 2, the last a check digit."""
    npi = read_npi_by_form(typed)
    try:
        luhn.validate(NPI_PREFIX + npi)
    except ValidationError:
        raise ValueError("This is not an NPI: its last digit does not fit the others.") from None
    return npi


def read_npi_by_form(typed: str) -> str:
    """The same without the check digit: in a list whose NPIs are screened later (rule C5)."""
    npi = digits_of(typed)
    if len(npi) != 10 or npi[0] not in "12":
        raise ValueError("An NPI has ten digits and begins with 1 or 2.")
    return npi


def read_ssn(typed: str) -> str:
    """A Social Security number as nine digits, which could have been given to somebody."""
    digits = digits_of(typed)
    if not ssn.is_valid(digits):
        raise ValueError(say("This is not a Social Security number. Type it again."))
    return digits


def read_zip_code(typed: str) -> str:
    """A ZIP code: `12345`, or `12345-6789` however its nine digits are typed."""
    digits = digits_of(typed)
    if len(digits) not in (5, 9):
        raise ValueError(say("A ZIP code has five digits, or nine: 12345 or 12345-6789."))
    return digits if len(digits) == 5 else f"{digits[:5]}-{digits[5:]}"


def read_mbi(typed: str) -> str:
    """A Medicare Beneficiary Identifier: `1EG4-TE5-MK73` is 1EG4TE5MK73. The refusal does not
    repeat it."""
    return _read(
        typed,
        rf"[1-9]{_L}{_E}[0-9]{_L}{_E}[0-9]{_L}{{2}}[0-9]{{2}}",
        "The Medicare Beneficiary Identifier does not have its form.",
    )


def read_ccn(typed: str) -> str:
    """A CMS Certification Number: six characters; a sub-unit has a letter in third place."""
    return _read(
        typed, r"[0-9]{2}[0-9A-Z][0-9]{2}[0-9A-Z]", "A CCN has six characters, such as 010007."
    )


def read_ptan(typed: str) -> str:
    """A Provider Transaction Access Number. It has no single form: letters, digits and hyphens."""
    return _read(
        typed,
        r"[0-9A-Z-]{1,15}",
        "A PTAN has up to 15 letters and digits, such as ZZZ92818Z.",
        dashes_count=True,
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
    digits = digits_of(typed)
    if len(digits) != 7:
        raise ValueError("A Vendor ID has seven digits.")
    return digits


def read_virtual_group_id(typed: str) -> str:
    """No form is published: up to 20 letters, digits and hyphens."""
    return _read(
        typed,
        r"[0-9A-Z-]{1,20}",
        "A Virtual Group ID has up to 20 letters, digits and hyphens.",
        dashes_count=True,
    )


def _read(typed: str, form: str, refusal: str, *, dashes_count: bool = False) -> str:
    """Letters in capitals. Others than A to Z are refused: `upper` makes two S of a sharp s."""
    plain = in_plain_signs(typed)
    read = re.sub(" " if dashes_count else "[ -]", "", plain).upper()
    if not plain.isascii() or not re.fullmatch(form, read):
        raise ValueError(refusal)
    return read
