"""A real browser for tests. Skipped, with the reason, where there is none."""

import os
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect
from playwright.sync_api import Error as PlaywrightError

from accounts.models import Person
from tests.signing_in import sign_in

# Playwright runs an event loop in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

CHROMIUM = subprocess.run(
    [settings.BASE_DIR / "scripts" / "find-chromium", "--installed"],
    check=False,
    stdout=subprocess.PIPE,
    text=True,
).stdout.strip()
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 740}
SMALLEST: ViewportSize = {"width": 320, "height": 740}  # and a desktop enlarged four times

# What does not come at all fails as surely after a minute; five seconds fail on a busy machine.
expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    reason = ""
    if not CHROMIUM:
        reason = "NO BROWSER: `make chromium` says how to get the one that these tests need"
    elif not AXE.exists():
        reason = f"NO axe-core: run `npm ci` in {settings.BASE_DIR} to run the browser tests"
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if reason:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's chromium: as root in a container it has no sandbox and little shared memory.

    Without a graphics card its drawing would cost the processor a tenth of each test. No page lives
    long enough for it to pay that its scripts are compiled.
    """
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-extensions",
            "--disable-gpu-rasterization",
            "--js-flags=--jitless",
        ],
    }


@pytest.fixture(
    params=[
        pytest.param(DESKTOP, id="1280px"),
        pytest.param(PHONE, id="375px", marks=pytest.mark.long),
    ]
)
def screen(request: pytest.FixtureRequest, page: Page) -> ViewportSize:
    """Runs the test on a desktop's screen, and by `make test-long` once more on a phone's.

    What a page looks like on a phone is not left to that: `axe` looks at both.
    """
    size: ViewportSize = request.param
    page.set_viewport_size(size)
    return size


@pytest.fixture
def axe(page: Page) -> Iterator[Callable[..., None]]:
    """`axe()` asserts that the page now shown is sound; call it on every page a test visits.

    Sound is: nothing was written to the console since the last call (a breach of the
    Content-Security-Policy is); and as wide as the page is now, and on a phone, axe-core finds
    nothing to mend and the page does not scroll sideways::

        def test_contacts(page, live_server, axe, signed_in_as, cast):
            signed_in_as(cast.liaison)
            page.goto(f"{live_server.url}/acos/A9101/contacts/")
            axe()

    `axe(allow=["status of 404"])` lets console lines pass that contain one of these texts: the
    browser reports an error page's status there. `axe(also=[PHONE, SMALLEST])` says on which
    screens it is looked at besides, `axe(more_rules=["target-size"])` which rules hold that
    axe-core leaves out by itself.
    """
    console: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        console.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: console.append(f"error: {error}"))

    def run(also: Sequence[ViewportSize], more_rules: Sequence[str]) -> list[str]:
        """What is wrong with the page as wide as it is, and on other screens."""
        size = page.viewport_size
        assert size is not None
        page.evaluate(AXE.read_text("utf-8"))
        found = look(more_rules)
        for screen in also:
            if screen != size:
                page.set_viewport_size(screen)
                found += [f"At {screen['width']} pixels: {line}" for line in look(more_rules)]
                page.set_viewport_size(size)
        return found

    def look(more_rules: Sequence[str]) -> list[str]:
        """What is wrong as wide as it is: contrast also where `::before` or `::after` may lie
        behind a text, which axe-core would look for, for a seventh of its time, to say nothing."""
        options = {
            "resultTypes": ["violations"],
            "rules": {rule: {"enabled": True} for rule in more_rules},
        }
        violations: list[str] = page.evaluate(
            """options => axe.run({...options, checks: {"color-contrast": {options: {
            ...axe._audit.checks["color-contrast"].options, ignorePseudo: true}}}}).then(result =>
            result.violations.map(violation => violation.id + ': ' + violation.nodes.map(node =>
            node.html + ' ' + node.failureSummary).join(' | ')))""",
            options,
        )
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        return [*violations, *[f"{width} pixels wider than the screen"][: width > 0]]

    def check(
        allow: Sequence[str] = (),
        also: Sequence[ViewportSize] = (PHONE,),
        more_rules: Sequence[str] = (),
    ) -> None:
        heard = [line for line in console if not any(text in line for text in allow)]
        console.clear()  # before axe, which is not the page's own
        assert not heard, f"{page.url} wrote to the console: {heard}"
        page.wait_for_load_state()  # a click returns as soon as the next page begins
        try:
            found = run(also, more_rules)
        except PlaywrightError:  # a page that shows progress came anew in the midst of it
            page.wait_for_load_state()
            found = run(also, more_rules)
        console.clear()  # what axe itself wrote
        assert not found, f"{page.url}: " + "\n".join(found)

    yield check
    assert not [line for line in console if "Content Security Policy" in line], console


@pytest.fixture
def signed_in_as(page: Page, live_server: Any) -> Callable[[Person], None]:
    """`signed_in_as(cast.liaison)` gives the browser this person's session, past the sign-in."""

    def enter(person: Person) -> None:
        client = sign_in(Client(), person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return enter
