"""Every kind of person who can stand before a URL, each at their browser."""

from collections.abc import Callable

from django.test import Client

from accounts.models import Person, RecoveryCodes
from contacts.types import ALL_CODES
from tests.accounts.door import PASSWORD, at_second_factor, at_set_up, give_password
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import authenticator_code, give_second_factor, sign_in

BEFORE_SIGN_IN = ("visitor", "at identity", "at second factor", "at set-up", "at recovery codes")
OUTSIDERS = ("outsider", "contact of another ACO", "CMS staff")
KINDS = (*BEFORE_SIGN_IN, *OUTSIDERS, *ALL_CODES)


def browser_of(kind: str, cast: Cast) -> Client:
    """The browser of a person of this kind; whoever is half signed in leads Lakeside."""
    if kind == "visitor":
        return Client()
    if kind in BEFORE_SIGN_IN:
        return _HALF_DONE[kind](_executive_with_password(cast))
    if kind == "outsider":
        return cast.browser("outsider")
    if kind == "CMS staff":
        return sign_in(Client(), make_person("casey_staff", is_staff=True, is_superuser=True))
    if kind == "contact of another ACO":
        stranger = make_person("stranger")
        make_contact(make_aco("A9102", "Elsewhere"), stranger, ["aco_executive", "cms_liaison"])
        return sign_in(Client(), stranger)
    return sign_in(Client(), cast.holder_of(kind))


def _executive_with_password(cast: Cast) -> Person:
    person = cast.exec
    person.set_password(PASSWORD)
    person.save()
    return person


def _at_identity(person: Person) -> Client:
    Person.objects.filter(pk=person.pk).update(proofed_at=None)
    browser = Client()
    assert give_password(browser, person)["Location"] == "/account/identity/"
    return browser


def _at_set_up(person: Person) -> Client:
    browser = Client()
    at_set_up(browser, person)
    return browser


def _at_second_factor(person: Person) -> Client:
    give_second_factor(person)
    browser = Client()
    at_second_factor(browser, person)
    return browser


def _at_recovery_codes(person: Person) -> Client:
    browser = _at_second_factor(person)
    RecoveryCodes.objects.filter(user=person).update(saved_at=None)
    answer = browser.post("/account/second-factor/", {"code": authenticator_code(person)})
    assert answer["Location"] == "/account/second-factor/recovery-codes/"
    return browser


_HALF_DONE: dict[str, Callable[[Person], Client]] = {
    "at identity": _at_identity,
    "at second factor": _at_second_factor,
    "at set-up": _at_set_up,
    "at recovery codes": _at_recovery_codes,
}
