"""Every write to credentials. Each is one transaction under the ACOs' locks, and costs a code of
the second factor, which is tried last (rule H1)."""

from api.credentials.actions.changing import (
    change_addresses,
    delete_credentials,
    end_credentials,
    rotate_credentials,
    shown_to_change,
    take_over,
)
from api.credentials.actions.making import Made, Wanted, create_credentials

__all__ = [
    "Made",
    "Wanted",
    "change_addresses",
    "create_credentials",
    "delete_credentials",
    "end_credentials",
    "rotate_credentials",
    "shown_to_change",
    "take_over",
]
