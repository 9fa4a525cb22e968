"""How long credentials last and from where they may be used (rule H1); pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

REMINDERS = (14, 7, 1)  # days before the end
LAST_ONE = 15  # days before the end of an ACO's last credentials its administrators are told
RECENT = timedelta(days=30)  # how long ended credentials are shown
MINUTE = timedelta(minutes=1)  # how exactly the last use is known


class Change(StrEnum):
    """What is done with credentials."""

    CREATED = "created"
    ROTATED = "rotated"
    ADDRESSES = "addresses"
    TAKEN_OVER = "taken_over"
    DELETED = "deleted"
    ENDED_BY_CMS = "ended_by_cms"

    @property
    def past(self) -> str:
        """How it is said of whoever did it."""
        return _PAST.get(self, str(self))


_PAST = {
    Change.ADDRESSES: "changed the addresses of",
    Change.TAKEN_OVER: "took over",
    Change.ENDED_BY_CMS: "ended",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What CMS allows: `widest` are the shortest prefixes of networks, by version of IP."""

    lasts: timedelta
    overlap: timedelta
    most_addresses: int
    widest: dict[int, int]
    private: bool  # whether addresses that are not reached from the internet are allowed


def read_network(typed: str, limits: Limits) -> str:
    """An address or a small network as it is kept: "203.0.113.7", "2001:db8::/48".

    ValueError, in words for whoever typed it.
    """
    try:
        network = ip_network(typed.strip(), strict=False)
        if "%" in typed:  # a zone, which means something on one computer only
            raise ValueError
    except ValueError:
        raise ValueError(
            f"{typed} is not an IP address. Enter one such as 198.51.100.7 or 2001:db8::7, or a "
            "network such as 198.51.100.0/28."
        ) from None
    widest = limits.widest[network.version]
    if network.prefixlen < widest:
        raise ValueError(
            f"{typed} is too large a network. The largest one allowed is a /{widest}; ask your "
            "network's administrator from which addresses your programs come."
        )
    if not limits.private and (not network.is_global or network.is_multicast):
        raise ValueError(
            f"{typed} is not a public address: CMS never sees it. Enter the address that your "
            "network has on the internet."
        )
    alone = network.prefixlen == network.max_prefixlen
    return str(network.network_address) if alone else str(network)


def read_networks(typed: Iterable[str], limits: Limits) -> list[str]:
    """What `read_network` makes of each, none twice. ValueError says of each what is wrong, or that
    there are too many."""
    found, wrong = dict[str, None](), list[str]()
    for one in filter(str.strip, typed):
        try:
            found[read_network(one, limits)] = None
        except ValueError as error:
            wrong.append(str(error))
    if wrong:
        raise ValueError(" ".join(wrong))
    if not found:
        raise ValueError("Enter at least one address that your programs call from.")
    if len(found) > limits.most_addresses:
        raise ValueError(
            f"{len(found)} addresses are too many: the most is {limits.most_addresses}. Use a "
            "network, or make other credentials for the rest."
        )
    return list(found)


def is_among(address: str, networks: Iterable[str]) -> bool:
    """Whether a caller's address is one of those that credentials allow (rule H2)."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in ip_network(one) for one in networks)


def days_left(ends_at: datetime, now: datetime) -> int:
    """The whole days until the end, begun ones counted: 1 on the last day, 0 once it is over."""
    return max(0, -((now - ends_at) // timedelta(days=1)))


def step_at(ends_at: datetime, now: datetime) -> int | None:
    """How many days before the end the reminder is for which the time has come, the latest; None
    before the first and once it is over."""
    if now >= ends_at:
        return None
    due = [days for days in REMINDERS if now >= ends_at - timedelta(days=days)]
    return min(due, default=None)
