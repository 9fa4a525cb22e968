"""Beginning and ending sign-ins to websites, with the tokens that came of them (rule B3).

The order of locks: the sign-in, then its tokens.
"""

import pghistory
from allauth.idp.oidc.models import Token
from django.db import transaction
from django.utils import timezone

from accounts.models import AuthenticatorApp, OpenSession, Person
from qpp_roles.openid.codes import SignInFacts, hash_of
from qpp_roles.openid.models import LogoutNotice, SignIn, SignInQuerySet, SpentToken, Website
from qpp_roles.openid.rules import RECORD_LASTS
from qpp_roles.roles.queries import roles_of

NO_ROLE = "The person has no QPP role any more."
NOT_SIGNED_IN = "The person may not sign in here any more."
OVER = "It was as old as a session here gets."
REPLAYED_CODE = "Its code was shown a second time."
REUSED_TOKEN = "A refresh token of it was used a second time."  # noqa: S105 - a reason
REVOKED = "The website revoked its tokens."
SESSION_ENDED = "The session here that it came from ended."
SIGNED_OUT = "The person signed out."
WEBSITE_CLOSED = "The website was closed."


def refusal_of(person: Person) -> str:
    """Why a person is not signed in to any website now; "" if they may be (rules A9, B3)."""
    has_factor = AuthenticatorApp.objects.filter(user=person).exists()
    if not (person.is_active and person.proofed_at and has_factor):
        return NOT_SIGNED_IN
    return "" if roles_of(person.pk) else NO_ROLE


@transaction.atomic
def begin_sign_in(
    *, acting_person: Person, website: Website, code: str, facts: SignInFacts
) -> SignIn | None:
    """The sign-in that an authorization code opens; None if the code has opened one already.

    Of two exchanges at once the second waits for the first, and ends what that has begun.
    """
    with pghistory.context(action="sign in to a website", acting_person=acting_person.pk):
        session = OpenSession.objects.filter(pk=facts.session, person=acting_person).first()
        if session is None:  # signed out since the code was made
            return None
        sign_in, begun = SignIn.objects.get_or_create(
            code_hash=hash_of(code),
            defaults={
                "website": website,
                "person": acting_person,
                "session": session,
                "signed_in_at": facts.moment,
                "methods": facts.methods,
            },
        )
        if not begun:
            end_sign_in(sign_in=sign_in, reason=REPLAYED_CODE)
    return sign_in if begun else None


def end_replayed(*, website: Website, code: str) -> None:
    """A code that is used up was shown again: what came of it ends."""
    end_sign_ins(SignIn.objects.filter(website=website, code_hash=hash_of(code)), REPLAYED_CODE)


def use_refresh_token(*, website: Website, token: str) -> SignIn | None:
    """The sign-in that a refresh token carries on, its row locked; None where there is none.

    Ends the sign-in if the token was used before (somebody else has it), if the person may not be
    signed in any more, or if it is over. Call in the transaction that makes the next tokens.
    """
    hashed = hash_of(token)
    live = Token.objects.valid().filter(client=website.pk, type=Token.Type.REFRESH_TOKEN)
    found = live.filter(hash=hashed).values_list("data__sign_in", flat=True).first()
    if found is None:
        spent = SpentToken.objects.filter(hash=hashed, sign_in__website=website)
        found = spent.values_list("sign_in", flat=True).first()
    if found is None:
        return None
    sign_in = SignIn.objects.select_for_update(no_key=True).get(pk=found)
    if sign_in.ended_at is not None:
        return None
    # Someone else may have used it while we waited for the lock.
    if SpentToken.objects.filter(hash=hashed).exists():
        reason = REUSED_TOKEN
    elif timezone.now() >= sign_in.lasts_until:
        reason = OVER
    else:
        reason = refusal_of(sign_in.person)
    if reason:
        end_sign_in(sign_in=sign_in, reason=reason)
        return None
    return sign_in


def spend_token(*, sign_in: SignIn, hashed: str) -> None:
    """A refresh token was used; the library has deleted it, and here it is remembered."""
    SpentToken.objects.create(sign_in=sign_in, hash=hashed)


def end_sign_in(*, sign_in: SignIn, reason: str) -> None:
    end_sign_ins(SignIn.objects.filter(pk=sign_in.pk), reason)


@transaction.atomic
def end_sign_ins(sign_ins: SignInQuerySet, reason: str, *, told: Website | None = None) -> int:
    """End those of a queryset that are open: their tokens go, and their websites are told.

    `told` is a website that knows already, as it asked for this. Says how many ended.
    """
    ending = list(
        sign_ins.open()
        .select_related("website")
        .order_by("pk")
        .select_for_update(of=("self",), no_key=True)
    )
    if not ending:
        return 0
    ids = [one.pk for one in ending]
    with pghistory.context(action="end sign-in to a website"):
        SignIn.objects.filter(pk__in=ids).update(ended_at=timezone.now(), end_reason=reason)
        people = {one.person_id for one in ending}
        Token.objects.filter(user__in=people, data__sign_in__in=ids).delete()
        LogoutNotice.objects.bulk_create(
            LogoutNotice(sign_in=one)
            for one in ending
            if one.website.backchannel_logout_uri and one.website != told
        )
    return len(ending)


def go_on_without_session(sign_ins: SignInQuerySet) -> None:
    """The session that opened them is over, and they go on."""
    sign_ins.update(session=None)


def take_along(*, sign_ins: SignInQuerySet, session: int) -> None:
    """They end with this session of their person from now on."""
    sign_ins.update(session=session)


def forget_old_sign_ins() -> None:
    """Delete tokens that have run out, and sign-ins that are long over; the history has them."""
    Token.objects.expired().delete()
    with pghistory.context(action="forget old sign-ins to websites"):
        SignIn.objects.filter(signed_in_at__lt=timezone.now() - RECORD_LASTS).delete()
