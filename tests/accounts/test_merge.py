"""Two accounts of one person become one: everything moves, or nothing does (rules A3, A17, E3)."""

from typing import Any

import pytest
from django.apps import apps
from django.test import Client

from accounts.actions import merge_people
from accounts.errors import MergeRefused, ReasonMissing
from accounts.models import AuthenticatorApp, Person
from acoms.access import Refused
from contacts.actions import give_types
from contacts.errors import ContactError
from contacts.models import Contact, HeldType
from invitations.actions import Invitee, invite
from invitations.models import Invitation
from notifications.actions.relay import relay_due_mail
from notifications.models import Notification
from tests.accounts.door import PASSWORD, give_password, history_of
from tests.cast import Cast, make_aco, make_contact, make_person
from tests.signing_in import sign_in


@pytest.fixture
def kept(cast: Cast) -> Person:
    return make_person("ana_park")


@pytest.fixture
def gone(cast: Cast) -> Person:
    person = make_person("ana_p", email="ana@old.example.org")
    person.set_password(PASSWORD)
    person.save()
    return person


def merge(cast: Cast, kept: Person, gone: Person, reason: str = "Called, same birth date") -> None:
    merge_people(acting_person=cast.cms_staff, kept=kept, gone=gone, reason=reason)
    kept.refresh_from_db()
    gone.refresh_from_db()


def held(person: Person) -> set[tuple[str, str]]:
    active = HeldType.objects.active().filter(contact__person=person)
    return set(active.values_list("aco__aco_id", "type"))


@pytest.mark.rule("E3")
def test_contacts_types_invitations_and_notices_move(
    cast: Cast, kept: Person, gone: Person
) -> None:
    elsewhere = make_aco("A9102", "Harbor")
    make_contact(cast.lakeside, kept, ["cms_liaison"])
    make_contact(cast.lakeside, gone, ["financial", "cms_liaison"])
    make_contact(elsewhere, gone, ["aco_executive"])
    third = make_aco("A9103", "High Plains")
    leader = make_person("leader")
    make_contact(third, leader, ["aco_executive"])
    to_gone = Invitee(first_name="Ana", last_name="P", email=gone.email)
    offered = invite(acting_person=leader, aco=third, invitee=to_gone, codes=["other"])
    jo = Invitee(first_name="Jo", last_name="Chen", email="jo@example.net")
    sent = invite(acting_person=gone, aco=elsewhere, invitee=jo, codes=["other"])
    Notification.objects.create(
        kind="accounts.security_change",
        person=gone,
        data={"what": "x"},
        on_screen=True,
        by_email=False,
    )
    merge(cast, kept, gone)
    assert held(gone) == set()
    assert held(kept) == {
        ("A9101", "cms_liaison"),
        ("A9101", "financial"),
        ("A9102", "aco_executive"),
    }
    assert Contact.objects.get(aco=elsewhere).person == kept
    offered.refresh_from_db()
    sent.refresh_from_db()
    assert (offered.email, sent.invited_by) == (kept.email, kept)
    assert not Notification.objects.on_screen_for(gone.pk).exists()


@pytest.mark.rule("A19")
def test_a_type_that_both_held_is_ended_once_and_the_past_comes_along(
    cast: Cast, kept: Person, gone: Person
) -> None:
    make_contact(cast.lakeside, kept, ["cms_liaison"])
    make_contact(cast.lakeside, gone, ["cms_liaison"])
    merge(cast, kept, gone)
    records = HeldType.objects.filter(contact__person=kept, type="cms_liaison")
    assert records.count() == 2
    ended = records.get(ended_at__isnull=False)
    assert ended.ended_by == cast.cms_staff
    assert "ana_park" in ended.end_reason


@pytest.mark.rule("A3")
def test_primary_and_secondary_do_not_come_together(cast: Cast, kept: Person, gone: Person) -> None:
    make_contact(cast.lakeside, kept, ["it_primary"])
    make_contact(cast.lakeside, gone, ["it_secondary"])
    with pytest.raises(MergeRefused, match=r"two different people\. End one of the two first"):
        merge(cast, kept, gone)
    gone.refresh_from_db()
    assert gone.is_active
    assert gone.merged_into is None
    assert held(gone) == {("A9101", "it_secondary")}


def test_two_open_invitations_to_one_aco_are_settled_first(
    cast: Cast, kept: Person, gone: Person
) -> None:
    for person in (kept, gone):
        to = Invitee(first_name="Ana", last_name="Park", email=person.email)
        invite(acting_person=cast.exec, aco=cast.lakeside, invitee=to, codes=["other"])
    with pytest.raises(MergeRefused, match="withdrawn or answered first"):
        merge(cast, kept, gone)
    assert Invitation.objects.filter(email=gone.email).exists()


@pytest.mark.rule("A9")
def test_the_account_that_goes_signs_in_no_more(cast: Cast, kept: Person, gone: Person) -> None:
    theirs = sign_in(Client(), gone)
    assert theirs.get("/account/").status_code == 200
    merge(cast, kept, gone)
    assert theirs.get("/account/").status_code == 302
    assert not gone.is_active
    assert not gone.has_usable_password()
    assert not AuthenticatorApp.objects.filter(user=gone).exists()
    assert give_password(Client(), gone).status_code == 200, "the sign-in page again"
    mails = Notification.objects.filter(kind="accounts.password_reset")
    Client().post("/account/password/reset/", {"email": gone.email})
    assert not mails.filter(person=kept).exists()
    with pytest.raises(ContactError, match="merged into another one"):
        give_types(
            acting_person=gone, aco=cast.lakeside, person=gone, codes=["other"], given_by=None
        )


def test_both_addresses_are_told(
    cast: Cast, kept: Person, gone: Person, mailoutbox: list[Any]
) -> None:
    """Each in the language of its account."""
    Person.objects.filter(pk=gone.pk).update(language="es")
    merge(cast, kept, gone)
    relay_due_mail()
    mails = {mail.to[0]: str(mail.body) for mail in mailoutbox}
    assert "account ana_p into ana_park: they were one person's" in mails[kept.email]
    assert "la cuenta ana_p con la cuenta ana_park" in mails[gone.email]


@pytest.mark.rule("E3")
def test_history_says_who_merged_what_and_why(cast: Cast, kept: Person, gone: Person) -> None:
    make_contact(cast.lakeside, gone, ["other"])
    merge(cast, kept, gone)
    event = history_of(gone).order_by("pgh_id").last()
    assert event.merged_into_id == kept.pk
    said = event.pgh_context.metadata
    assert said["action"] == "merge people"
    assert said["acting_person"] == cast.cms_staff.pk
    assert said["reason"] == "Called, same birth date"
    contact_events = apps.get_model("contacts", "ContactEvent").objects
    assert contact_events.order_by("pgh_id").last().pgh_context_id == event.pgh_context_id


def test_merging_again_changes_nothing(cast: Cast, kept: Person, gone: Person) -> None:
    merge(cast, kept, gone)
    before = Notification.objects.count()
    merge(cast, kept, gone)
    assert Notification.objects.count() == before
    told = "You merged these accounts already. The reason that you gave is kept: Called, same birth"
    with pytest.raises(MergeRefused, match=told):
        merge(cast, kept, gone, reason="Both are signed Ana Park")
    other = make_person("uma.staff", staff_role="administrator")
    with pytest.raises(MergeRefused, match="has been merged into another account already"):
        merge_people(acting_person=other, kept=kept, gone=gone, reason="Called, same birth date")
    assert Notification.objects.count() == before


def test_what_is_refused(cast: Cast, kept: Person, gone: Person) -> None:
    third = make_person("third")
    merge(cast, kept, gone)
    staff = make_person("sue.staff", staff_role="viewer")
    for one, other, why in (
        (kept, kept, "same account"),
        (third, gone, "merged into another account already"),
        (gone, third, "is closed"),
        (kept, staff, "Take that role away first"),
        (cast.cms_staff, third, "an account of their own"),
    ):
        with pytest.raises(MergeRefused, match=why):
            merge_people(acting_person=cast.cms_staff, kept=one, gone=other, reason="so")
    with pytest.raises(ReasonMissing):
        merge_people(acting_person=cast.cms_staff, kept=kept, gone=third, reason=" ")
    with pytest.raises(Refused, match="Only a CMS administrator"):
        merge_people(acting_person=cast.cms_analyst, kept=kept, gone=third, reason="so")


# Every reference to a person or a contact: whether a merge moves it, or it stays as the record.
REFERENCES = """
accounts.AuthenticatorApp.user             ends
accounts.PasswordUse.person                stays
accounts.Person.merged_into                moves
accounts.ProofingAttempt.person            stays
accounts.RecoveryCodes.user                ends
account.EmailAddress.user                  stays
admin.LogEntry.user                        stays
allauth_idp_oidc.Client.owner              stays
allauth_idp_oidc.Token.user                ends
invitations_bulk.BulkInvitation.confirmed_by stays
invitations_bulk.BulkInvitation.created_by stays
contacts.Aco.end_recorded_by                stays
participants_certification.AcoCertification.end_recorded_by stays
recertification.AcoReview.end_recorded_by stays
contacts.Contact.person                    moves
dashboard.CalendarFeed.person              stays
helpdesk.Message.written_by                stays
helpdesk.Ticket.closed_by                  stays
helpdesk.Ticket.person                     moves
contacts.ContactAttestation.attested_by    stays
contacts.ContactAttestation.contact        moves
contacts.HeldType.contact                  moves
contacts.HeldType.ended_by                 stays
contacts.HeldType.given_by                 stays
invitations.Invitation.answered_by         moves
invitations.Invitation.decided_by          stays
invitations.Invitation.confirmed_by        stays
invitations.Invitation.invited_by          moves
invitations.Invitation.replaces            moves
invitations.Invitation.taken_over_by       moves
invitations.Invitation.withdrawn_by        stays
notifications.MailPreference.person        stays
notifications.Notification.person          moves
participants_effects.Adjustment.recorded_by        stays
participants_effects.Adjustment.withdrawn_by       stays
participants_changes.Attachment.uploaded_by        stays
participants_effects.AssignedBeneficiaries.loaded_by stays
participants_effects.BenchmarkNotice.published_by   stays
participants_certification.CertifiedList.certified_by     stays
participants_certification.CertificationReopening.reopened_by stays
participants_effects.InterimElection.recorded_by   stays
participants_changes.ChangeFile.confirmed_by       stays
participants_changes.ChangeFile.created_by         stays
participants_changes.ChangeRequest.attested_by     stays
participants_changes.ChangeRequest.created_by      stays
participants_changes.ChangeRequest.decided_by      stays
participants_changes.ChangeRequest.submitted_by    stays
participants_changes.ChangeRequest.withdrawn_by    stays
participants_data_sharing.DataSharingAccess.person       stays
participants_data_sharing.DataSharingFile.uploaded_by    stays
participants_deciding.FeedbackLetter.sent_by         stays
participants_screening.Finding.resolved_by           stays
participants_screening.Finding.waived_by             stays
participants_screening.ListLoad.loaded_by            stays
participants_screening.ScreeningRun.started_by       stays
participants_lists.TinShown.person               stays
qpp_roles_harp.HarpImport.created_by            stays
qpp_roles_roles.HeldRole.ended_by                stays
qpp_roles_roles.HeldRole.given_by                stays
qpp_roles_roles.HeldRole.person                  moves
qpp_roles_roles.RoleRequest.decided_by           stays
qpp_roles_roles.RoleRequest.person               moves
qpp_roles_openid.SignIn.person                    ends
qpp_roles_openid.Website.owner                    stays
qpp_roles_organizations.OrganizationImport.imported_by   stays
qpp_roles_connect.ValidationTry.lifted_by          stays
qpp_roles_connect.ValidationTry.person             stays
recertification.Answer.answered_by         stays
recertification.Answer.contact             stays
recertification.Recertification.completed_by stays
api_credentials.ClientId.made_by stays
api_credentials.Credentials.made_by stays
api_credentials.CredentialsAco.delegate moves
accounts.OpenSession.person                ends
documents_correspondence.Attachment.added_by stays
documents_correspondence.Copy.person moves
documents_correspondence.Message.confirmed_by stays
documents_correspondence.Message.created_by stays
documents_correspondence.Message.withdrawn_by stays
documents_correspondence.Reply.settled_by stays
documents_correspondence.Reply.written_by stays
documents_files.Download.person stays
documents_files.FileVersion.delivered_by stays
documents_files.FileVisit.person stays
documents_files.FileWish.person moves
documents_files.WaitingFile.uploaded_by stays
documents_library.Article.withdrawn_by stays
documents_library.Follower.person moves
documents_library.LibraryFile.withdrawn_by stays
documents_library.Opinion.person moves
documents_library.Version.published_by stays
documents_library.Version.written_by stays
api_webhooks.Webhook.made_by stays
signing.Concern.answered_by stays
signing.Concern.said_by stays
signing.DocumentVersion.written_by stays
signing.Signature.person stays
signing.SigningEvent.closed_by stays
signing.SigningEvent.created_by stays
signing.SigningEvent.released_by stays
"""


def test_a_new_reference_to_a_person_says_what_a_merge_does_with_it() -> None:
    """A row that names who did something stays; one that belongs to the person moves."""
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Person, Contact) and not hasattr(model, "pgh_obj")
    }
    said = dict(line.split() for line in REFERENCES.strip().splitlines())
    assert found - {"pghistory.MiddlewareEvents.user"} == set(said)


def test_the_page_shows_what_moves_then_merges(cast: Cast, kept: Person, gone: Person) -> None:
    make_contact(cast.lakeside, gone, ["financial"])
    staff = cast.browser("cms_staff")
    url = f"/admin/accounts/person/{kept.pk}/merge/"
    assert (
        "Merge another account"
        in staff.get(f"/admin/accounts/person/{kept.pk}/change/").content.decode()
    )
    unknown = staff.get(url, {"other": "nobody"}).content.decode()
    assert "No account has this" in unknown
    page = staff.get(url, {"other": "ANA@old.example.org"}).content.decode()
    assert "Lakeside Care Partners ACO (A9101): Financial Contact." in page
    asked = staff.post(f"{url}?other=ana_p", {"reason": ""})
    assert asked.status_code == 200
    gone.refresh_from_db()
    assert gone.is_active
    assert staff.post(f"{url}?other=ana_p", {"reason": "Same person"}).status_code == 302
    gone.refresh_from_db()
    assert gone.merged_into == kept
    shown = staff.get(f"/admin/accounts/person/{gone.pk}/change/").content.decode()
    assert "merged into another one and stays as it is" in shown


def test_the_page_says_what_stands_in_the_way_and_offers_no_button(
    cast: Cast, kept: Person, gone: Person
) -> None:
    make_contact(cast.lakeside, kept, ["it_primary"])
    make_contact(cast.lakeside, gone, ["it_secondary"])
    page = cast.browser("cms_staff").get(
        f"/admin/accounts/person/{kept.pk}/merge/", {"other": "ana_p"}
    )
    assert "must be two different people" in page.content.decode()
    assert "Merge the two accounts" not in page.content.decode()
