"""Every write about websites, the sign-ins there and the word to them that one has ended."""

from qpp_roles.openid.actions.sign_ins import (
    begin_sign_in,
    end_replayed,
    end_sign_in,
    end_sign_ins,
    forget_old_sign_ins,
    go_on_without_session,
    spend_token,
    take_along,
    use_refresh_token,
)
from qpp_roles.openid.actions.websites import (
    Addresses,
    close_website,
    register_website,
    renew_secret,
    save_website,
    shown_to_renew,
)

__all__ = [
    "Addresses",
    "begin_sign_in",
    "close_website",
    "end_replayed",
    "end_sign_in",
    "end_sign_ins",
    "forget_old_sign_ins",
    "go_on_without_session",
    "register_website",
    "renew_secret",
    "save_website",
    "shown_to_renew",
    "spend_token",
    "take_along",
    "use_refresh_token",
]
