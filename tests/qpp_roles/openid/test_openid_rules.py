"""What may be registered of a website, and when it is asked again, without a database."""

from datetime import timedelta

import pytest

from qpp_roles.openid.rules import (
    GIVE_UP_AFTER,
    LONGEST_URI,
    RECORD_LASTS,
    delay_before,
    origin_of,
    problem_with_length,
    problem_with_uri,
    with_answer,
)

pytestmark = pytest.mark.rule("B3")


def test_a_website_is_asked_again_after_ten_seconds_doubling_up_to_half_an_hour() -> None:
    seconds = [delay_before(n).total_seconds() for n in range(2, 11)]
    assert seconds == [10, 20, 40, 80, 160, 320, 640, 1280, 1800]
    assert delay_before(10_000) == timedelta(minutes=30)
    assert timedelta(hours=12) == GIVE_UP_AFTER
    assert timedelta(days=2) == RECORD_LASTS


@pytest.mark.parametrize(
    ("uri", "problem"),
    [
        ("https://qpp.example/back", ""),
        ("https://qpp.example:8443/back?a=b", ""),
        ("https://qpp.example/a back", "without spaces"),
        ("https://qpp.example/bäck", "without spaces"),
        ("https://qpp.example/\x7f", "without spaces"),
        ("https://[qpp.example/back", "cannot be read"),
        ("https://qpp.example:port/back", "cannot be read"),
        ("https://*.qpp.example/back", "has a *"),
        ("ftp://qpp.example/back", "begin with https:// and name a host"),
        ("https:///back", "begin with https:// and name a host"),
        ("http://qpp.example/back", "must begin with https://."),
        ("http://localhost/back", "must begin with https://."),
        ("https://qpp.example/back#part", "after #"),
        ("https://qpp.example/back#", "after #"),
        ("https://ann@qpp.example/back", "user name or a password"),
        ("https://:word@qpp.example/back", "user name or a password"),
    ],
)
def test_an_address_is_whole_and_safe(uri: str, problem: str) -> None:
    found = problem_with_uri(uri, local_mode=False)
    assert bool(found) is bool(problem)
    assert problem in found


def test_only_this_machine_may_do_without_tls_and_only_in_local_mode() -> None:
    for host in ("127.0.0.1", "localhost:8000", "[::1]"):
        assert problem_with_uri(f"http://{host}/back", local_mode=True) == ""
    assert problem_with_uri("http://qpp.example/back", local_mode=True).endswith("https://.")


def test_an_address_has_at_most_500_characters() -> None:
    longest = "https://qpp.example/".ljust(500, "a")
    assert len(longest) == LONGEST_URI
    assert problem_with_uri(longest, local_mode=False) == ""
    problem = problem_with_uri(f"{longest}a", local_mode=False)
    # Enough of it to know it by.
    assert problem.startswith(repr(longest[:60]))


@pytest.mark.parametrize(
    ("name", "longest"), [("The question", 4_000), ("state", 2_000), ("nonce", 500)]
)
def test_what_travels_in_an_address_has_a_length(name: str, longest: int) -> None:
    assert problem_with_length(name, "n" * longest) == ""
    said = f"{name} is longer than {longest} characters."
    assert problem_with_length(name, "n" * (longest + 1)) == said


def test_an_answer_is_added_to_what_the_address_asks_already() -> None:
    answer = {"state": "a b&c"}
    assert with_answer("https://qpp.example/", answer) == "https://qpp.example/?state=a%20b%26c"
    assert with_answer("https://qpp.example/?a=b", {"x": "1"}) == "https://qpp.example/?a=b&x=1"


def test_an_origin_has_scheme_host_and_port() -> None:
    assert origin_of("https://qpp.example:8443/back?a=b") == "https://qpp.example:8443"
