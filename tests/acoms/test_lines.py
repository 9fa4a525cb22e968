# ruff: noqa: RUF001 - what looks like something else is the point
"""Names and other lines that people type and others read (A7, E2)."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accounts.admin.forms import PersonForm
from accounts.forms import CreateAccountForm
from accounts.models import Person
from accounts.proofing.forms import IdentityForm
from acoms.site.forms import BusinessNameField, NamedForm, TextField
from acoms.text.letters import first_unseen
from acoms.text.lines import (
    problem_with_line,
    problem_with_text,
    problem_with_unseen,
    read_line,
    tidied,
    tidied_text,
)
from acoms.text.names import Name, UnreadableName, problem_with_name, read_name
from contacts.forms import ContactForm
from contacts.models import Contact, HeldType
from invitations.actions import Invitee, invite
from invitations.address_change.forms import NewAddressForm
from invitations.errors import InvitationError
from invitations.forms import InviteeForm
from invitations.models import Invitation
from qpp_roles.harp.reading import COLUMNS, read_text
from tests.cast import Cast, make_contact

TODAY = date(2026, 11, 29)

NO_LINE = {
    "two lines": ("Jo\nDear member", "on one line"),
    "a carriage return": ("Jo\rChen", "on one line"),
    "a line separator": ("Jo\u2028Chen", "on one line"),
    "a control character": ("Jo\x07", "U+0007"),
    "an end of the text": ("Jo\x00", "U+0000"),
    "a right-to-left override": ("Jo\u202enehC", "U+202E"),
    "an isolate": ("Jo\u2067Chen", "U+2067"),
    "an Arabic letter mark": ("Jo\u061c", "U+061C"),
    "a zero-width space": ("Jo\u200bChen", "U+200B"),
    "a zero-width joiner": ("Jo\u200d", "U+200D"),
    "a soft hyphen": ("Jo\u00adChen", "U+00AD"),
    "a Hangul filler": ("Jo\u3164", "U+3164"),
    "a variation selector": ("Jo\ufe0f", "U+FE0F"),
    "a tag": ("Jo\U000e0041", "U+E0041"),
    "an address": ("Jo https://evil.example", "address of a website"),
    "an address in capitals": ("HTTP Jo", "address of a website"),
    "another scheme": ("ftp://jo", "address of a website"),
    "www": ("www.jo", "address of a website"),
    "a domain": ("Pay at evil.com", "address of a website"),
    "a short domain": ("t.co/x", "address of a website"),
    "the number of a computer": ("1.1.1.1 Go", "address of a website"),
    "the number of one after a word": ("Jo(10.0.0.255)", "address of a website"),
    "a domain with another dot": ("evil．com", "address of a website"),
    "a domain with a Chinese dot": ("evil。com", "address of a website"),
    "a domain in wide letters": ("ｅｖｉｌ.ｃｏｍ", "address of a website"),
}
NO_NAME = {
    **NO_LINE,
    "an e-mail address": ("jo@chen", "not an e-mail address"),
    "81 characters": ("x" * 81, "80 is the most"),
}
NAMES = [
    "O",
    "Ng",
    "O’Neil-Smith",
    "de la Cruz",
    "J. R. R.",
    "J.R.R.",
    "St. John",
    "Smith, Jr.",
    "Ωμέγα",
    "李",
    "Nguyễn",
    "x" * 80,
]


@pytest.mark.rule("A7")
@pytest.mark.parametrize(("typed", "why"), NO_NAME.values(), ids=NO_NAME)
def test_what_is_no_name_is_refused_with_the_reason(typed: str, why: str) -> None:
    for name in ((typed, "Chen"), ("Jo", typed)):
        with pytest.raises(UnreadableName, match=r".") as refused:
            read_name(*name)
        assert why in str(refused.value)
        assert refused.value.field == ("first_name" if name[0] == typed else "last_name")


@pytest.mark.rule("A7")
@pytest.mark.parametrize("typed", NAMES)
def test_people_are_called_as_they_are(typed: str) -> None:
    assert read_name(typed, typed) == Name(typed, typed)


@pytest.mark.rule("A7")
def test_a_name_of_one_word_is_the_last_name_wherever_it_is_typed() -> None:
    for typed in (("Suharto", ""), ("", "Suharto"), ("  Suharto\u00a0", "\t")):
        name = read_name(*typed)
        assert (name.full, name.listed, name.last) == ("Suharto", "Suharto", "Suharto")
    assert Name("Jo", "Chen").listed == "Chen, Jo"
    with pytest.raises(UnreadableName, match="Enter the name"):
        read_name(" ", "\u3000")
    with pytest.raises(UnreadableName, match="at least one letter"):
        read_name("12", ".")


@given(st.text(max_size=8) | st.text("aJ. @:/\n\u00a0\u202e\u200bw", max_size=8))
def test_a_line_that_is_taken_is_read_once_more_as_it_is(typed: str) -> None:
    line = tidied(typed)
    assert tidied(line) == line
    if not problem_with_line(line):
        assert line == "" or line.splitlines() == [line]
        assert all(character.isprintable() for character in line)


@given(st.text(st.characters(max_codepoint=127), max_size=8) | st.text(" \tx\0\n\x1f", max_size=8))
def test_the_short_way_for_plain_letters_leads_to_the_same(typed: str) -> None:
    line = tidied(typed)
    assert line == tidied(f"{typed} \u00e9").removesuffix("\u00e9").strip()
    assert bool(problem_with_unseen(line)) == bool(first_unseen(line, allowed=" "))


def test_a_line_of_a_list_says_what_is_wrong_and_of_what() -> None:
    assert read_line(" Care.com\u00a0 LLC ", "The name", 12) == "Care.com LLC"
    assert read_line("", "The name", 12) == ""
    for typed, said in (
        ("Care.com LLCs", "The name is longer than 12 characters."),
        ("Care\nLLC", "The name: Enter this on one line."),
    ):
        with pytest.raises(ValueError, match=said):
            read_line(typed, "The name", 12)


@pytest.mark.rule("A7")
def test_the_database_takes_what_is_read_and_refuses_what_is_not(cast: Cast) -> None:
    """Whoever writes it: each way in reads it first, and the constraint is what is left."""
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    people = Person.objects.filter(pk=cast.exec.pk)
    sent, contacts = Invitation.objects.all(), Contact.objects.filter(person=cast.exec)
    for name in NAMES:
        people.update(first_name=name, last_name=name)
    places: list[tuple[Any, str]] = [(people, "first_name"), (people, "last_name")]
    places += [(sent, name) for name in ("first_name", "last_name", "phone", "title")]
    places += [(contacts, name) for name in ("title", "phone")]
    make_contact(cast.lakeside, cast.other, ["public"])
    places.append((HeldType.objects.filter(type="public"), "public_phone"))
    # What only Unicode's folding shows is left to the readers, and what no text column takes.
    for what, (typed, _) in NO_LINE.items():
        if "\x00" in typed or what in ("an address in capitals",) or not _said_in_sql(what):
            continue
        for rows, field in places[:: 1 if what == "two lines" else 4]:
            with pytest.raises(IntegrityError, match="on_one_line"), transaction.atomic():
                rows.update(**{field: typed[:30]})
    for rows in (people, sent):
        with pytest.raises(IntegrityError, match="name_on_one_line"), transaction.atomic():
            rows.update(last_name="")


def _said_in_sql(what: str) -> bool:
    only_read = ("a domain with", "a domain in wide letters", "the number of")
    return not what.startswith(only_read)


@pytest.mark.rule("A7")
@pytest.mark.parametrize("field", ["first_name", "last_name", "phone", "title"])
def test_the_action_refuses_such_a_line_whatever_page_asks(cast: Cast, field: str) -> None:
    typed = {"first_name": "Jo", "last_name": "Chen", "email": "jo@example.net"}
    jo = Invitee(**{**typed, field: "see evil.com"})
    with pytest.raises(InvitationError, match="address of a website") as refused:
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=jo, codes=["other"])
    assert refused.value.field == field


def test_every_form_with_a_name_reads_it_in_the_one_way() -> None:
    for form in (CreateAccountForm, IdentityForm, InviteeForm, NewAddressForm, PersonForm):
        assert issubclass(form, NamedForm)
    typed = InviteeForm({"first_name": " Suharto ", "email": "s@example.org", "title": "www.x"})
    assert list(typed.errors) == ["title"]
    assert typed.cleaned_data["last_name"] == "Suharto"
    assert list(InviteeForm({"email": "s@example.org"}).errors) == ["last_name"]
    assert BusinessNameField().clean("Care.com  LLC") == "Care.com LLC"
    with pytest.raises(ValidationError, match="cannot be seen"):
        BusinessNameField().clean("Care\u202e")
    title = ContactForm([], {"title": "VP\u202e"})
    assert "cannot be seen" in str(title.errors["title"])


@pytest.mark.rule("B4")
def test_harp_names_may_be_one_word_in_either_column() -> None:
    def names(first: str, last: str) -> tuple[str, str, str]:
        line = f"jo.harp,jo@example.org,{first},{last},A9101,Staff User,2020-03-31"
        (row,) = read_text("\n".join([",".join(COLUMNS.values()), line]), TODAY)
        return row.first_name, row.last_name, row.problem

    assert names("Suharto", "") == names("", "Suharto") == ("", "Suharto", "")
    assert names("", "")[2].startswith("Last name: Enter the name")
    assert names("evil.com", "Jo")[2].startswith("First name: “evil.com”")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last_name", "why"),
    [
        ("Suharto\u202e", "cannot be seen"),
        ("evil.com", "address of a website"),
        ("", "must use --last_name"),
    ],
)
def test_the_first_superuser_has_a_name_too(last_name: str, why: str) -> None:
    options = {"user_id": "first.one", "email": "first@example.org", "first_name": ""}
    with pytest.raises(CommandError, match=why):
        call_command("createsuperuser", interactive=False, last_name=last_name, **options)
    call_command("createsuperuser", interactive=False, last_name="Suharto", **options)
    assert str(Person.objects.get()) == "Suharto (first.one)"


def test_a_name_is_one_part() -> None:
    assert problem_with_name("") == ""


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\x07", "\u2028", "\u3164"])
def test_a_reason_of_several_lines_holds_nothing_that_nobody_sees(sign: str) -> None:
    assert problem_with_text(f"First.\n\nlla{sign} fine.")
    with pytest.raises(ValidationError):
        TextField().clean(f"First.\nlla{sign} fine.")


def test_what_word_processors_and_phones_write_is_taken() -> None:
    typed = " One\u00a0day\tlater:\r\n\r\n- caf\u00e9 \u2764\ufe0f\r\n"
    assert TextField().clean(typed) == "One day later:\n\n- caf\u00e9 \u2764"
    assert tidied_text("a\rb") == "a\nb"


def test_an_accent_that_is_typed_apart_is_the_same_letter() -> None:
    assert tidied("Jose\u0301  Nguye\u0302\u0303n") == "Jos\u00e9 Nguy\u1ec5n"
    assert tidied_text("Jose\u0301\n") == "Jos\u00e9"
