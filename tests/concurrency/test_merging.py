"""Merges at the same moment as each other and as what they move."""

from functools import partial

import pytest

from accounts.actions import merge_people
from accounts.errors import MergeRefused
from contacts.actions import end_types
from contacts.models import Contact, HeldType
from invitations import actions
from invitations.actions import Invitee
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.concurrency.at_once import at_once, errors, successes

pytestmark = pytest.mark.django_db(transaction=True)


def test_merging_each_into_the_other_at_once_leaves_one_account(cast: Cast) -> None:
    staff, one, other = cast.cms_staff, make_person("one"), make_person("other")
    make_contact(cast.lakeside, one, ["financial"])
    make_contact(cast.lakeside, other, ["cms_liaison"])
    merge = partial(merge_people, acting_person=staff, reason="Same person")
    outcomes = at_once(
        *(partial(merge, kept=one, gone=other), partial(merge, kept=other, gone=one)) * 2,
    )
    assert all(isinstance(refused, MergeRefused) for refused in errors(outcomes))
    assert len(successes(outcomes)) in (1, 2), "the same merge a second time changes nothing"
    one.refresh_from_db()
    other.refresh_from_db()
    assert {one.is_active, other.is_active} == {True, False}
    kept = one if one.is_active else other
    active = HeldType.objects.active().filter(contact__person=kept)
    assert set(active.values_list("type", flat=True)) == {"financial", "cms_liaison"}


@pytest.mark.rule("A17")
def test_a_merge_and_an_ending_at_once_leave_an_administrator(cast: Cast) -> None:
    """Both accounts are CMS Liaison: the one record ends as doubled, the other must not end."""
    for n in range(4):
        aco = make_aco(f"A92{n:02}", f"ACO {n}")
        kept, gone = make_person(f"kept_{n}"), make_person(f"gone_{n}")
        contact = make_contact(aco, kept, ["cms_liaison"])
        make_contact(aco, gone, ["cms_liaison"])
        outcomes = at_once(
            partial(
                merge_people, acting_person=cast.cms_staff, kept=kept, gone=gone, reason="Same"
            ),
            partial(
                end_types,
                acting_person=kept,
                contact=contact,
                codes=["cms_liaison"],
                reason="Left",
            ),
        )
        assert len(errors(outcomes)) < 2, errors(outcomes)
        assert HeldType.objects.active().filter(aco=aco, type="cms_liaison").exists()


def test_an_activation_during_a_merge_leaves_nothing_with_the_closed_account(cast: Cast) -> None:
    for n in range(4):
        kept, gone = make_person(f"kept_{n}"), make_person(f"gone_{n}")
        to = Invitee(first_name="G", last_name=str(n), email=gone.email)
        invitation = actions.invite(
            acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["other"]
        )
        merge = partial(
            merge_people, acting_person=cast.cms_staff, kept=kept, gone=gone, reason="Same"
        )
        merged, _ = at_once(
            merge, partial(actions.activate, acting_person=gone, invitation=invitation)
        )
        if isinstance(merged, MergeRefused):
            merge()  # "changed at this very moment. Try again."
        gone.refresh_from_db()
        assert not gone.is_active
        held = HeldType.objects.active().filter(contact__in=Contact.objects.filter(person=gone))
        assert not held.exists()
