# ruff: noqa: RUF001 - the look-alikes are the point
"""Addresses that are one, and addresses that only look alike (rules A3, E2)."""

from collections.abc import Iterator
from importlib import import_module

import idna
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms.forms import BaseForm
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import Person
from accounts.registration.models import Registration
from acoms.settings.base import BASE_DIR
from acoms.site.forms import EmailAddressField
from acoms.text.email_addresses import (
    UnreadableAddress,
    normalize_email,
    problem_with_email,
    read_email,
    validate_readable_email,
)
from contacts.models import HeldType
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from notifications.models import Notification
from tests.cast import Cast

ONE_ADDRESS = {
    "letter case": "Ana.Park@Example.ORG",
    "spaces around it": "  ana.park@example.org\n",
    "fullwidth letters in the domain": "ana.park@ｅｘａｍｐｌｅ．ｏｒｇ",
    "a superscript letter in the domain": "ana.park@e\u02e3ample.org",
}

REFUSED = {
    "Cyrillic а before the @": ("аna@example.org", "Cyrillic small letter a"),
    "Cyrillic а in the domain": ("ana@exаmple.org", "several scripts"),
    "a domain all Cyrillic that looks Latin": ("ana@аре.org", "look Latin"),
    "that domain in its ASCII form": ("ana@" + "аре".encode("idna").decode() + ".org", "look L"),
    "Greek ο in the domain": ("ana@gοogle.org", "several scripts"),
    "dotless i before the @": ("anıa@example.org", "dotless i"),
    "dotless i in the domain": ("ana@mıt.org", "looks like a plain letter"),
    "capital I with a dot": ("anİa@example.org", "may look like"),
    "script g in the domain": ("ana@ɡoogle.org", "looks like a plain letter"),
    "an accent before the @": ("ána@example.org", "plain letters"),
    "a combining accent before the @": ("a\u0301na@example.org", "plain letters"),
    "fullwidth letters before the @": ("ａna@example.org", "Fullwidth latin small letter a"),
    "the Kelvin sign before the @": ("ana.par\u212a@example.org", "Kelvin sign"),
    "a long s before the @": ("roſa@example.org", "long s"),
    "a sharp s before the @": ("groß@example.org", "sharp s"),
    "a fullwidth @": ("ana＠example.org", "such as name@example.org"),
    "a loose accent in the domain": ("ana@exa\u0332mple.org", "loose accent"),
    "a zero-width space": ("ana\u200b@example.org", "U+200B"),
    "a zero-width joiner in the domain": ("ana@exam\u200dple.org", "U+200D"),
    "a variation selector in the domain": ("ana@exam\ufe0fple.org", "U+FE0F"),
    "a soft hyphen": ("a\u00adna@example.org", "U+00AD"),
    "a right-to-left override": ("ana\u202e@example.org", "U+202E"),
    "a byte order mark": ("\ufeffana@example.org", "U+FEFF"),
    "a no-break space inside": ("ana\u00a0b@example.org", "U+00A0"),
    "a control character": ("ana\x00@example.org", "U+0000"),
    "a line break inside": ("ana@example.org\nbcc: b@example.org", "U+000A"),
    "a Hangul filler": ("ana@exam\u3164ple.org", "U+3164"),
    "no @": ("ana.example.org", "such as name@example.org"),
    "no domain": ("ana@", "such as name@example.org"),
    "nothing before the @": ("@example.org", "such as name@example.org"),
    "two dots before the @": ("ana..park@example.org", "such as name@example.org"),
    "two @": ("ana@park@example.org", "such as name@example.org"),
    "an empty part of the domain": ("ana@exa..mple.org", "name of a mail domain"),
    "an empty part of another domain": ("ana@é..org", "name of a mail domain"),
    "a symbol in the domain": ("ana@☃.org", "name of a mail domain"),
    "a symbol in its ASCII form": ("ana@xn--n3h.org", "name of a mail domain"),
    "an ASCII form of nothing": ("ana@xn--abc.org", "name of a mail domain"),
    "an underscore in the domain": ("ana@ex_ample.org", "name of a mail domain"),
    "a part of 64 characters": (f"ana@{'a' * 64}.org", "name of a mail domain"),
    "quotation marks": ('"ana.park"@example.org', "without them"),
    "quotation marks around a space": ('"ana park"@example.org', "no spaces"),
    "quotation marks in parts": ('ana."park"@example.org', "without them"),
    "65 characters before the @": (f"{'a' * 65}@example.org", "65 characters"),
    "255 characters": (f"ana@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.orgs.uk", "the most"),
    "an address literal": ("ana@[192.0.2.1]", "number of a computer"),
    "an address literal of six": ("ana@[IPv6:2001:db8::1]", "number of a computer"),
    "four numbers without brackets": ("ana@192.0.2.10", "number of a computer"),
    "a domain without a dot": ("ana@localhost", "has a dot"),
    "another domain without a dot": ("ana@münchen", "has a dot"),
    "a dot at the end": ("ana@example.org.", "such as name@example.org"),
    "nothing": ("", "such as name@example.org"),
}

OTHER_LETTERS = {
    "ana@münchen.example": "ana@xn--mnchen-3ya.example",
    "ana@MÜNCHEN.example": "ana@xn--mnchen-3ya.example",
    "ana@mu\u0308nchen.example": "ana@xn--mnchen-3ya.example",
    "ana@XN--mnchen-3ya.example": "ana@xn--mnchen-3ya.example",
    "ana@пример.example": "ana@xn--e1afmkfd.example",
    "ana@日本の。example": "ana@xn--u9ju32nb2a.example",
    "ana@straße.de": "ana@xn--strae-oqa.de",
    "ana@STRASSE.de": "ana@strasse.de",
}

TAKEN = ("o'neil+aco@example.org", f"{'a' * 64}@example.org", "a@b.co", f"a@{'b' * 63}.org")


@pytest.mark.rule("E2")
@pytest.mark.parametrize("typed", ONE_ADDRESS.values(), ids=ONE_ADDRESS)
def test_spellings_of_one_address_are_one(typed: str) -> None:
    assert read_email(typed) == "ana.park@example.org"


@pytest.mark.rule("A3", "E2")
@pytest.mark.parametrize(("typed", "why"), REFUSED.values(), ids=REFUSED)
def test_look_alikes_and_what_cannot_be_seen_are_refused_with_the_reason(
    typed: str, why: str
) -> None:
    assert why in problem_with_email(typed)
    with pytest.raises(UnreadableAddress, match=r"\."):
        read_email(typed)
    with pytest.raises(ValidationError):
        validate_readable_email(typed)
    normalize_email(typed)  # looking it up finds nobody, and fails nowhere


@pytest.mark.rule("E2")
@pytest.mark.parametrize(("typed", "stored"), OTHER_LETTERS.items(), ids=OTHER_LETTERS)
def test_a_domain_of_other_letters_is_kept_in_ascii(typed: str, stored: str) -> None:
    assert problem_with_email(typed) == ""
    assert read_email(typed) == stored


@pytest.mark.rule("E2")
@pytest.mark.parametrize("typed", TAKEN)
def test_what_mail_servers_take_is_taken_as_it_is(typed: str) -> None:
    assert read_email(typed) == typed


# Letters that some way of folding makes one of, beside what addresses are made of.
_LETTERS = st.sampled_from("aAkKsSiIßſẞıİ\u212aａＡé\u0301σςфﬁ\u200d\ufe0fxn--.@\"' 1٣。·")
_LOCALS = st.text(st.sampled_from("aAkKsS.-+_'1"), min_size=1, max_size=4)
_DOMAINS = st.text(_LETTERS, min_size=1, max_size=5).map(lambda label: f"{label}.example")
_ADDRESSES = st.builds("{}@{}".format, _LOCALS, _DOMAINS) | st.text(max_size=12) | st.text(_LETTERS)


@pytest.mark.rule("A3", "E2")
@given(typed=_ADDRESSES)
def test_an_address_read_once_more_is_the_same(typed: str) -> None:
    once = normalize_email(typed)
    assert normalize_email(once) == once
    if not problem_with_email(typed):
        assert once.isascii()
        assert problem_with_email(once) == ""


@pytest.mark.rule("A3", "E2")
@given(first=st.text(_LETTERS, max_size=4), second=st.text(_LETTERS, max_size=4), domain=_DOMAINS)
def test_two_are_one_before_the_at_only_by_the_case_of_a_to_z(
    first: str, second: str, domain: str
) -> None:
    """`str.lower` folds more than a to z, but other letters are refused."""
    one, other = f"{first}@{domain}", f"{second}@{domain}"
    if not problem_with_email(one) and not problem_with_email(other):
        assert first.strip().isascii()
        assert (read_email(one) == read_email(other)) == (
            first.strip().lower() == second.strip().lower()
        )


@pytest.mark.rule("A3", "E2")
@given(first=_DOMAINS, second=_DOMAINS)
def test_two_domains_are_one_only_as_idna_says(first: str, second: str) -> None:
    one, other = f"ana@{first}", f"ana@{second}"
    if not problem_with_email(one) and not problem_with_email(other):
        same = idna.encode(first, uts46=True) == idna.encode(second, uts46=True)
        assert (read_email(one) == read_email(other)) == same


@pytest.mark.rule("A3", "E2")
@pytest.mark.parametrize(
    "spelled",
    [
        "Ana.park@example.org",
        '"ana.park"@example.org',
        "ana@[192.0.2.1]",
        "ana@192.0.2.10",
        "ana@localhost",
        "ána@example.org",
        "ana@münchen.example",
        "ana @example.org",
        f"{'a' * 65}@example.org",
        "ana@@example.org",
    ],
)
def test_the_database_keeps_no_second_spelling_whoever_writes_it(cast: Cast, spelled: str) -> None:
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    sent = invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    for rows, field in (
        (Person.objects.filter(pk=cast.exec.pk), "email"),
        (Invitation.objects.filter(pk=sent.pk), "email"),
        (HeldType.objects.filter(contact__person=cast.exec), "public_email"),
        (Registration.objects.filter(email="new@example.org"), "email"),
    ):
        Registration.objects.get_or_create(
            email="new@example.org",
            defaults={"sent_at": sent.sent_at, "expires_at": sent.expires_at},
        )
        with pytest.raises(IntegrityError, match=r"email_in_one_spelling"), transaction.atomic():
            rows.update(**{field: spelled})


def test_the_database_takes_every_address_that_is_read(cast: Cast) -> None:
    for typed in (*ONE_ADDRESS.values(), *OTHER_LETTERS, *TAKEN):
        Person.objects.filter(pk=cast.exec.pk).update(email=read_email(typed))


@pytest.mark.rule("E2")
def test_every_form_reads_an_address_in_the_one_way() -> None:
    def forms_below(form: type[BaseForm]) -> Iterator[type[BaseForm]]:
        for below in form.__subclasses__():
            yield below
            yield from forms_below(below)

    import_module("acoms.urls")  # which brings in every form of the site
    rooms = {each.parent.name for each in BASE_DIR.glob("*/__init__.py")} - {"tests"}
    ours = [form for form in forms_below(BaseForm) if form.__module__.split(".")[0] in rooms]
    asked = {
        f"{form.__qualname__}.{name}": field
        for form in ours
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, forms.EmailField)
    }
    assert {"ResetPasswordForm.email", "InviteForm.email", "RegisterForm.email"} <= set(asked)
    others = {name for name, field in asked.items() if not isinstance(field, EmailAddressField)}
    # allauth's own, which that form does not show: its address is the voucher's.
    assert others == {"CreateAccountForm.email"}


@pytest.mark.rule("E2", "E5")
@pytest.mark.parametrize("typed", ["\u212aim@example.org", '"kim"@example.org'])
def test_a_look_alike_resets_nobodys_password(cast: Cast, typed: str) -> None:
    Person.objects.filter(pk=cast.exec.pk).update(email="kim@example.org")
    page = Client().post(reverse("account_reset_password"), {"email": typed})
    assert "Before the @" in page.content.decode()
    assert not Notification.objects.filter(person=cast.exec).exists()
