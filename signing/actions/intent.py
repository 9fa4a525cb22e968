"""What signers give besides having read and a code of the second factor: their full name (F3)."""

from accounts.models import Person
from acoms.text.names import alike, alike_in_either_order, as_sentence, read_name
from signing.errors import SigningError


def name_of(person: Person, typed: str) -> str:
    """The name as typed, if it can be the one that was proven, or that ACO-MS has where others have
    proven it (A9)."""
    first, _, last = typed.strip().rpartition(" ")
    name = read_name(first, last)
    if (proven := person.proven_name).parts:
        if len(name.parts) < len(proven.parts) or not alike_in_either_order(name, proven):
            raise SigningError(
                f"Enter your full name as it was proven: {as_sentence(proven.full)}", field="name"
            )
    elif len(name.parts) < len(person.name.parts) or not alike(name, person.name):
        raise SigningError(
            f"Enter your full name as ACO-MS has it: {as_sentence(person.full_name)}", field="name"
        )
    return name.full
