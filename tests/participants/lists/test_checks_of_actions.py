"""What the corrections of lists ask past every page: each fails where it is left out."""

from datetime import date
from typing import Any

import pytest

from participants.lists.actions.correcting import save_participant, save_provider
from participants.lists.errors import ListError
from participants.lists.models import Participant, ProviderSupplier
from tests.cast import Cast, make_aco, make_participant

pytestmark = [pytest.mark.django_db, pytest.mark.rule("C1")]

TIN, OTHER_TIN, NPI, OTHER_NPI = "001234567", "001234568", "2000000002", "2000000010"
JAN, JUNE, JULY, DEC = (date(2026, month, 1) for month in (1, 6, 7, 12))


def listed(cast: Cast, name: str = "Elm", **days: Any) -> Participant:
    return Participant(
        aco=cast.lakeside, legal_business_name=name, **{"effective_from": JAN, **days}
    )


def put(cast: Cast, participant: Participant, tin: str = "") -> Participant:
    return save_participant(
        acting_person=cast.cms_staff, participant=participant, tin=tin, reason="As we were told"
    )


def test_a_tin_is_on_an_acos_list_once_a_day(cast: Cast) -> None:
    make_participant(make_aco("A9102", "Elsewhere"), tin=OTHER_TIN, since=JAN)
    put(cast, listed(cast, effective_until=JUNE), TIN)
    for days in ({}, {"effective_until": JUNE}, {"effective_from": date(2026, 5, 31)}):
        with pytest.raises(ListError, match="on the list with this TIN") as refused:
            put(cast, listed(cast, "Oak", **days), TIN)
        assert refused.value.field == "new_tin"
    put(cast, listed(cast, "Oak", effective_from=JUNE), TIN)
    before = {"effective_from": date(2025, 1, 1), "effective_until": JAN}
    put(cast, listed(cast, "Ash", **before), TIN)
    put(cast, listed(cast, "Fir"), OTHER_TIN)


def test_whoever_never_joined_is_in_nobodys_way(cast: Cast) -> None:
    put(cast, listed(cast, effective_from=JUNE, effective_until=JUNE), TIN)
    put(cast, listed(cast, "Oak"), TIN)
    put(cast, listed(cast, "Ash", effective_from=JULY, effective_until=JULY), TIN)


def test_those_of_one_name_are_numbered_within_their_aco(cast: Cast) -> None:
    make_participant(make_aco("A9102", "Elsewhere"), "Elm", tin="", since=JAN, same_name=7)
    make_participant(cast.lakeside, "Oak", tin="", since=JAN, same_name=5)
    made = [put(cast, listed(cast, name)) for name in ("Elm", "ELM")]
    assert [one.same_name for one in made] == [1, 2]


def test_a_provider_is_under_a_participant_once_a_day_and_within_its_days(cast: Cast) -> None:
    elm = make_participant(cast.lakeside, "Elm", since=JAN, until=DEC)
    oak = make_participant(cast.lakeside, "Oak", since=JAN)

    def provide(participant: Participant, npi: str, since: date, until: date | None) -> Any:
        provider = ProviderSupplier(
            participant=participant, npi=npi, effective_from=since, effective_until=until
        )
        return save_provider(acting_person=cast.cms_staff, provider=provider, reason="As told")

    provide(elm, NPI, JAN, JUNE)
    for since, until in ((JAN, JULY), (date(2026, 5, 1), DEC)):
        with pytest.raises(ListError, match="This NPI is under the participant") as refused:
            provide(elm, NPI, since, until)
        assert refused.value.field == "effective_from"
    outside: list[tuple[date, date | None]] = [
        (date(2025, 12, 31), JUNE),
        (JUNE, None),
        (JUNE, date(2026, 12, 2)),
    ]
    for begins, ends in outside:
        with pytest.raises(ListError, match="not all within those of the participant"):
            provide(elm, OTHER_NPI, begins, ends)
    provide(elm, NPI, JUNE, DEC)
    provide(elm, OTHER_NPI, JAN, JUNE)
    provide(oak, NPI, JAN, None)
