"""Who is told of accounts that came from HARP (rule B4)."""

from typing import Any

import pytest

from accounts.models import Person
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.accounts.door import PASSWORD
from tests.cast import make_aco, make_contact, make_person
from tests.qpp_roles.harp.importing import Importing, line, person_of


def test_nobody_is_written_to_when_the_operator_says_so(importing: Importing) -> None:
    importing.run(line(1), no_mail=True)
    assert not Notification.objects.exists()


def administrator_of(aco: Any, user_id: str) -> Person:
    person = make_person(user_id)
    make_contact(aco, person, ["cms_liaison"])
    return person


@pytest.mark.rule("B4", "E3")
def test_the_administrators_of_each_aco_are_told_once_of_everyone_who_came(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    lakeside, other = importing.cast.lakeside, make_aco("A9202", "Hillside ACO")
    ann, bob = administrator_of(lakeside, "ann.admin"), administrator_of(other, "bob.admin")
    administrator_of(make_aco("A9203", "Untouched ACO"), "uma.untouched")
    importing.run(line(1), line(2, role="Security Official"), line(3, "A9202"))
    told = Notification.objects.filter(person__in=[ann, bob]).order_by("person__user_id")
    assert [one.text for one in told] == [
        "CMS brought 2 QPP roles in Lakeside Care Partners ACO (A9101) from HARP.",
        "CMS brought the role of a QPP Staff User in Hillside ACO (A9202) from HARP. Name given: "
        "“Harp Number3”.",
    ]
    assert told[0].url == "/acos/A9101/contacts/"
    assert not Notification.objects.filter(person__user_id="uma.untouched").exists()
    relay_due_mail()
    (mail,) = [one for one in mailoutbox if one.to == [ann.email]]
    assert mail.subject == "From HARP: 2 new QPP roles in Lakeside Care… (A9101)"
    assert "- “Harp Number1” (harp1@example.org), QPP Staff User" in mail.body
    assert "- “Harp Number2” (harp2@example.org), QPP Security Official" in mail.body
    count = Notification.objects.count()
    importing.run(line(1), line(2, role="Security Official"), line(3, "A9202"))
    assert Notification.objects.count() == count


def test_a_long_list_is_told_by_its_beginning_and_nobody_of_themselves(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    lakeside = importing.cast.lakeside
    ann = administrator_of(lakeside, "ann.admin")
    himself = person_of(1)
    make_contact(lakeside, himself, ["cms_liaison"])
    importing.run(*(line(n) for n in range(1, 16)))
    relay_due_mail()
    told = {mail.to[0]: mail.body for mail in mailoutbox if "brought" in mail.body}
    assert set(told) == {ann.email, himself.email}
    assert "CMS brought 15 QPP roles" in told[ann.email]
    assert "- and 5 more" in told[ann.email]
    assert "CMS brought 14 QPP roles" in told[himself.email]


def test_without_mail_the_administrators_see_it_on_screen(importing: Importing) -> None:
    ann = administrator_of(importing.cast.lakeside, "ann.admin")
    importing.run(line(1), no_mail=True)
    told = Notification.objects.get()
    assert (told.person_id, told.on_screen, told.by_email) == (ann.pk, True, False)
    assert told.text.startswith("CMS brought the role of a QPP Staff User in Lakeside")


def test_someone_with_a_password_is_told_to_sign_in_as_they_do(
    importing: Importing, mailoutbox: list[Any]
) -> None:
    person = person_of(1, "known")
    person.set_password(PASSWORD)
    person.save()
    importing.run(line(1))
    relay_due_mail()
    assert "Sign in as you do now" in mailoutbox[0].body
    assert "Your user ID is known." in mailoutbox[0].body
    told = Notification.objects.get()
    assert told.text == "From HARP you are QPP Staff User of Lakeside Care Partners ACO (A9101)."
