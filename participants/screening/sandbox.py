"""A PECOS for trying things out: what it says of a TIN or an NPI follows from its digits.

Its first nine digits count (all of a TIN; of an NPI all but the check digit). The last three:

- `901`: the enrollment is pending.
- `902`: the enrollment is deactivated.
- `903`: not enrolled.
- `904`: no answer for this one, though there is one for the others.
- `907`: enrolled, and a TIN has another legal business name there than anyone would type. Of all
  others it gives no name.
- `000905`, as the last six: the whole answer takes two seconds.
- `000906`, as the last six: PECOS does not answer at all.
- anything else: enrolled and approved.
"""

import time
from collections.abc import Mapping, Sequence

from participants.screening.enrolment import EnrolmentUnavailable, Identifier, Said
from participants.screening.rules import Enrolment

SLOW_SECONDS = 2
OTHER_NAME = "Sandbox Medical Group, Inc."
_SAID = {"901": Enrolment.PENDING, "902": Enrolment.DEACTIVATED, "903": Enrolment.NOT_ENROLLED}


class SandboxPecos:
    """The sandbox behind the `EnrolmentSource` interface."""

    most_at_once = 5_000

    def look_up(self, identifiers: Sequence[Identifier]) -> Mapping[Identifier, Said]:
        ends = {identifier.number[3:9] for identifier in identifiers}
        if "000906" in ends:
            raise EnrolmentUnavailable
        if "000905" in ends:
            time.sleep(SLOW_SECONDS)
        return {
            identifier: Said(
                _SAID.get(identifier.number[6:9], Enrolment.APPROVED), _name_of(identifier)
            )
            for identifier in identifiers
            if identifier.number[6:9] != "904"
        }


def _name_of(identifier: Identifier) -> str:
    return OTHER_NAME if identifier.kind == "tin" and identifier.number[6:9] == "907" else ""
