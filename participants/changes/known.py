"""What an ACO's list and its open change requests say about changes that are asked for (C1, C3).

Many are judged together: as many queries for two thousand of them as for one.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils import timezone

from acoms.programme.dates import in_words
from acoms.programme.tins import tin_hashes
from contacts.models import Aco
from participants.changes.drafts import Draft
from participants.changes.models import ChangeProvider, ChangeRequest
from participants.changes.rules import ChangeKind
from participants.changes.words import ABOUT, listed_briefly, refusal_of_day, refusal_to_leave
from participants.lists.models import Participant, ProviderSupplier
from participants.years.rules import next_performance_year_start


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a change cannot be: the form's field that it is about, and the open request, if any,
    that stands in its way."""

    text: str
    field: str | None = None
    change: ChangeRequest | None = None


Where = tuple[ChangeKind, int | None]


@dataclass(frozen=True, slots=True)
class Known:
    """The ACO's participants from today on, and its undecided requests."""

    today: date
    participants: Mapping[int, Participant]
    of_tin: Mapping[uuid.UUID, Sequence[Participant]]
    open_of_tin: Mapping[uuid.UUID, ChangeRequest]
    open_removals: Mapping[int | None, ChangeRequest]
    providers: Mapping[int, Mapping[str, date]]  # by participant and NPI, since when
    open_providers: Mapping[Where, Mapping[str, ChangeRequest]] = field(default_factory=dict)

    def with_tin(self, tin: str) -> list[Participant]:
        """The participants with a TIN, whichever key it was stored under."""
        return [p for each in tin_hashes(tin) for p in self.of_tin.get(each, ())]

    def problems(self, draft: Draft) -> list[Problem]:
        """Everything that stands in the way of a change; none means that it may be drafted."""
        found = []
        if refusal := refusal_of_day(draft.kind, draft.happened_on, self.today):
            found.append(Problem(refusal, "happened_on"))
        if draft.tin:
            found += self._of_tin(draft)
        if "participant" in ABOUT[draft.kind].fields:
            found += self._of_participant(draft)
        if ABOUT[draft.kind].needs_providers and not draft.providers:
            found.append(Problem("Name at least one provider/supplier.", "providers"))
        return found

    def _of_tin(self, draft: Draft) -> list[Problem]:
        for each in tin_hashes(draft.tin):
            open_ = self.open_of_tin.get(each)
            if open_ is not None and open_.pk != draft.change:
                text = f"A request for this TIN is open already: {open_.subject}, {_state(open_)}."
                return [Problem(text, "tin", open_)]
        joins = next_performance_year_start(self.today)
        for listed in self.with_tin(draft.tin):
            if listed.effective_until is None or listed.effective_until > joins:
                since = in_words(listed.effective_from)
                text = f"This TIN is on your list already, as {listed}, since {since}."
                return [Problem(text, "tin")]
        return []

    def _of_participant(self, draft: Draft) -> list[Problem]:
        participant = self.participants.get(draft.participant or 0)
        if participant is None:
            return [Problem("Choose a participant of your list.", "participant")]
        if draft.kind is ChangeKind.MERGED_TIN:
            return self._of_merger(draft, participant)
        if draft.kind is ChangeKind.REMOVE_PARTICIPANT:
            open_ = self.open_removals.get(participant.pk)
            if open_ is not None and open_.pk != draft.change:
                text = f"Its removal is asked for already, {_state(open_)}."
                return [Problem(text, "participant", open_)]
        until = participant.effective_until
        if until is not None and until <= draft.happened_on:
            text = f"{participant} is not on your list any more from {in_words(until)} on."
            return [Problem(text, "participant")]
        if draft.kind is ChangeKind.REMOVE_PARTICIPANT:
            return self._of_leaving(str(participant), participant.effective_from, draft)
        return self._of_providers(draft, participant)

    def _of_leaving(self, who: str, joined_on: date, draft: Draft) -> list[Problem]:
        refusal = refusal_to_leave(who, joined_on, draft.happened_on, self.today)
        return [Problem(refusal, "happened_on")] if refusal else []

    def _of_merger(self, draft: Draft, participant: Participant) -> list[Problem]:
        if participant.tin_hash is None:
            text = (
                f"The list has no TIN for {participant}, and the attestation has to name both. Ask "
                "the SSP Helpdesk to complete the list."
            )
            return [Problem(text, "participant")]
        if participant in self.with_tin(draft.tin):
            return [Problem("This is the TIN of the participant that took it over.", "tin")]
        return []

    def _of_providers(self, draft: Draft, participant: Participant) -> list[Problem]:
        there = self.providers.get(participant.pk, {})
        if draft.kind is ChangeKind.ADD_PROVIDERS:
            wrong, why = sorted(draft.npis & there.keys()), "on your list under"
        elif draft.kind is ChangeKind.REMOVE_PROVIDERS:
            wrong, why = sorted(draft.npis - there.keys()), "not on your list under"
        else:
            return []
        if wrong:
            are = "is" if len(wrong) == 1 else "are"
            text = f"{listed_briefly(wrong)} {are} {why} {participant}."
            return [Problem(text, "providers")]
        if draft.kind is ChangeKind.REMOVE_PROVIDERS:
            for npi in sorted(draft.npis):
                if problems := self._of_leaving(npi, there[npi], draft):
                    return problems
        asked = self.open_providers.get((draft.kind, participant.pk), {})
        for npi in sorted(draft.npis.intersection(asked)):
            if asked[npi].pk != draft.change:
                text = f"This is asked for {npi} already, {_state(asked[npi])}."
                return [Problem(text, "providers", asked[npi])]
        return []


def _state(change: ChangeRequest) -> str:
    return change.state_in_words.lower()


def known_about(aco: Aco, drafts: Iterable[Draft]) -> Known:
    """What the database knows that matters to `drafts`; four queries."""
    drafts = list(drafts)
    today = timezone.localdate()
    still = Q(effective_until=None) | Q(effective_until__gt=today)
    participants = list(Participant.objects.filter(still, aco=aco).defer("tin"))
    of_tin: defaultdict[uuid.UUID, list[Participant]] = defaultdict(list)
    for each in participants:
        if each.tin_hash is not None:
            of_tin[each.tin_hash].append(each)
    undecided = list(
        ChangeRequest.objects.undecided()
        .filter(aco=aco)
        .select_related("participant")
        .defer("tin", "participant__tin")
    )
    concerned = {draft.participant for draft in drafts if draft.npis}
    return Known(
        today=today,
        participants={each.pk: each for each in participants},
        of_tin=of_tin,
        open_of_tin={each.tin_hash: each for each in undecided if each.tin_hash is not None},
        open_removals={
            each.participant_id: each
            for each in undecided
            if each.kind_row is ChangeKind.REMOVE_PARTICIPANT
        },
        providers=_providers_of(concerned, still),
        open_providers=_open_providers(aco, concerned, {each.pk: each for each in undecided}),
    )


def _providers_of(participants: Collection[int | None], still: Q) -> dict[int, dict[str, date]]:
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    if participants:
        there = ProviderSupplier.objects.filter(still, participant__in=participants)
        rows = there.values_list("participant_id", "npi", "effective_from")
        for participant, npi, since in rows.order_by("effective_from"):
            found[participant].setdefault(npi, since)
    return found


def _open_providers(
    aco: Aco, participants: Collection[int | None], undecided: Mapping[int, ChangeRequest]
) -> dict[Where, dict[str, ChangeRequest]]:
    found: defaultdict[Where, dict[str, ChangeRequest]] = defaultdict(dict)
    if participants:
        asked = ChangeProvider.objects.filter(
            change__aco=aco,
            change__participant__in=participants,
            change__decided_at=None,
            change__withdrawn_at=None,
        )
        for change_id, npi in asked.values_list("change_id", "npi"):
            if (change := undecided.get(change_id)) is not None:
                found[change.kind_row, change.participant_id][npi] = change
    return found
