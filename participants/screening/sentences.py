"""How a finding explains itself, to the ACO that it is about and to CMS staff (rule C5).

Pure Python. An ACO learns that a TIN is in another ACO, not in which: that is the other's affair.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from acoms.programme.vocabulary import complete
from participants.screening.rules import Enrolment, Reason

Facts = Mapping[str, Any]


def explain(reason: Reason, facts: Facts, *, npi: str = "", for_cms: bool = False) -> str:
    """The finding in plain sentences. `npi` is empty where it is about the TIN."""
    match reason:
        case Reason.BAD_NPI:
            return _bad_npi(facts, npi)
        case Reason.NO_APPROVED_ENROLLMENT:
            return _enrolment(facts, npi)
        case Reason.ORG_MED_SANCTIONS:
            return _sanctions("The organization", facts)
        case Reason.AO_MED_SANCTIONS:
            return _sanctions("The organization's authorized official", facts)
        case Reason.PROVIDER_MED_SANCTIONS:
            return _sanctions(f"The provider/supplier with NPI {npi}", facts)
        case Reason.OVERLAP_ACO:
            return _overlap_aco(facts, for_cms=for_cms)
        case Reason.OVERLAP_INITIATIVE:
            return _overlap_initiative(facts)
        case Reason.OTHER_NAME:
            return (
                f"PECOS has the TIN under another legal business name: {facts['pecos']}. "
                f"Yours is {facts['ours']}."
                if not for_cms
                else f"PECOS has the TIN as {facts['pecos']}; the ACO says {facts['ours']}."
            )
        case Reason.SINGLE_TIN:
            return _single_tin(facts)


def what_to_do(
    reason: Reason, facts: Facts, *, primary_care: bool = True, listed: bool = False
) -> str:
    """What the ACO can do about it. `primary_care`: its own list or request says that the TIN bills
    primary care services. `listed`: it is about a participant of the list, not about a request."""
    if listed and reason in _IF_LISTED:
        return _IF_LISTED[reason]
    if reason in _OVERLAPS:
        return f"{_WHAT_TO_DO[reason]} {_NOT_EXCLUSIVE[primary_care]}"
    if reason is Reason.BAD_NPI and not facts.get("invalid"):
        return "Have the NPI reactivated in NPPES, or take it off the request."
    if reason is Reason.NO_APPROVED_ENROLLMENT and facts.get("status") == Enrolment.PENDING:
        return "Nothing yet: CMS screens again, and this ends once PECOS shows the approval."
    return _WHAT_TO_DO[reason]


_ASK_CMS = "or send CMS proof that this is wrong, or why it should be waived."
_OVERLAPS = (Reason.OVERLAP_ACO, Reason.OVERLAP_INITIATIVE)
# By whether the ACO says that the TIN bills primary care services: one list that says so is enough.
_NOT_EXCLUSIVE = {
    True: "If it does not bill primary care services, say so in the request.",
    False: "You say that it does not bill primary care services, and the other list says that it "
    "does: send CMS proof.",
}
_WHAT_TO_DO = {
    Reason.BAD_NPI: "Correct the NPI, or take it off the request.",
    Reason.NO_APPROVED_ENROLLMENT: "Enroll in PECOS, or correct the number, before CMS decides.",
    Reason.ORG_MED_SANCTIONS: f"Withdraw the request, {_ASK_CMS}",
    Reason.AO_MED_SANCTIONS: "Have the organization name another authorized official in PECOS, "
    + _ASK_CMS,
    Reason.PROVIDER_MED_SANCTIONS: f"Take the provider/supplier off the request, {_ASK_CMS}",
    Reason.OVERLAP_ACO: "Ask the organization which ACO it stays with. It joins yours once it has "
    "left the other.",
    Reason.OVERLAP_INITIATIVE: "Ask the organization whether it leaves the initiative, and from "
    "when.",
    Reason.OTHER_NAME: "Check the TIN, and give the legal business name as PECOS has it, or update "
    "PECOS. It does not stand in the way of an approval.",
    Reason.SINGLE_TIN: "Nothing. It does not stand in the way of an approval.",
}
complete(Reason, _WHAT_TO_DO)


_IF_LISTED = {
    Reason.OTHER_NAME: (
        "Check the TIN, and ask the SSP Helpdesk to correct the name, or update PECOS."
    ),
    Reason.BAD_NPI: "Have the NPI reactivated in NPPES, or remove the provider/supplier.",
    Reason.NO_APPROVED_ENROLLMENT: "Enroll in PECOS again, or remove it from the list.",
    Reason.ORG_MED_SANCTIONS: f"Remove the participant, {_ASK_CMS}",
    Reason.PROVIDER_MED_SANCTIONS: f"Remove the provider/supplier, {_ASK_CMS}",
    Reason.OVERLAP_ACO: "Ask the organization which ACO it stays with, and remove it if that is "
    f"not yours, {_ASK_CMS}",
    Reason.OVERLAP_INITIATIVE: "Ask the organization whether it leaves the initiative, and remove "
    f"it if not, {_ASK_CMS}",
}


def _bad_npi(facts: Facts, npi: str) -> str:
    if facts.get("invalid"):
        return f"{npi or 'The number'} is not an NPI: its last digit does not fit the others."
    return f"NPI {npi} has been deactivated since {in_words(facts['deactivated_on'])}."


def _enrolment(facts: Facts, npi: str) -> str:
    who = f"NPI {npi}" if npi else "The TIN"
    match facts.get("status"):
        case Enrolment.PENDING:
            return f"{who} is enrolling in Medicare, and PECOS does not show an approval yet."
        case Enrolment.DEACTIVATED:
            return f"PECOS shows that the Medicare enrollment of {_lower(who)} is deactivated."
        case _:
            return f"{who} is not enrolled in Medicare, as PECOS shows it."


def _lower(who: str) -> str:
    return who if who.startswith("NPI") else who[0].lower() + who[1:]


def _sanctions(who: str, facts: Facts) -> str:
    listed = "; ".join(
        f"{each['reason']}, {_days(each['from'], each.get('until'), 'reinstated')}"
        for each in facts["sanctions"]
    )
    return f"{who} is sanctioned or excluded from Medicare: {listed}."


def _overlap_aco(facts: Facts, *, for_cms: bool) -> str:
    if not for_cms:
        return "The TIN is on another ACO's list, or asked for by another ACO, for the same time."
    listed = "; ".join(
        f"{each['aco']} {'asks for it' if each.get('asked') else 'lists it'}, "
        f"{_days(each['from'], each.get('until'), 'until')}"
        for each in facts["with"]
    )
    return (
        f"The TIN bills primary care services, and is in another ACO for the same time: {listed}."
    )


def _overlap_initiative(facts: Facts) -> str:
    listed = "; ".join(
        f"{each['initiative']}, {_days(each['from'], each.get('until'), 'until')}"
        for each in facts["with"]
    )
    return f"The TIN takes part in another shared savings initiative for the same time: {listed}."


def _single_tin(facts: Facts) -> str:
    before, after = facts["before"], facts["after"]
    if after == 0:
        return "This would take the only TIN off the ACO's list."
    if after == 1 and before != 1:
        one = "It would be the first TIN" if before == 0 else "One TIN would be left"
        return f"{one} on the ACO's list, which makes it a single-TIN ACO."
    return "The ACO has one TIN on its list now, and would not be a single-TIN ACO any more."


def _days(start: str, until: str | None, how: str) -> str:
    ends = f", {how} {in_words(until)}" if until else ""
    return f"from {in_words(start)}{ends}"


def in_words(day: str | date) -> str:
    """`December 6, 2026`, of a date or of how the facts spell it."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return f"{day:%B} {day.day}, {day.year}"
