"""A real browser for tests. Skipped, with the reason, where there is none."""

import os
import shutil
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

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"

DESKTOP: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 740}

# What does not come at all fails as surely after a minute; five seconds fail on a busy machine.
expect.set_options(timeout=60_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test."""
    reason = ""
    if not CHROMIUM:
        reason = "NO BROWSER: install chromium (apt-get install chromium) to run the browser tests"
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

    Without a graphics card its drawing would cost the processor a tenth of each test.
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
        ],
    }


@pytest.fixture(params=[DESKTOP, PHONE], ids=["1280px", "375px"])
def screen(request: pytest.FixtureRequest, page: Page) -> ViewportSize:
    """Runs the test twice: on a desktop's screen and on a phone's."""
    size: ViewportSize = request.param
    page.set_viewport_size(size)
    return size


@pytest.fixture
def axe(page: Page) -> Iterator[Callable[..., None]]:
    """`axe()` asserts that the page now shown is sound; call it on every page a test visits.

    Sound is: axe-core finds nothing to mend; nothing was written to the console since the last
    call (a breach of the Content-Security-Policy is); and the page does not scroll sideways. Use
    it with the `screen` fixture to have all of that at 1280 and at 375 pixels::

        def test_contacts(page, live_server, axe, screen, signed_in_as, cast):
            signed_in_as(cast.liaison)
            page.goto(f"{live_server.url}/acos/A9101/contacts/")
            axe()

    `axe(allow=["status of 404"])` lets console lines pass that contain one of these texts: the
    browser reports an error page's status there. `axe(skip_rules=["empty-table-header"])` leaves
    out rules of axe-core that a library's own markup breaks: say there which and why.
    """
    console: list[str] = []

    def hear(message: ConsoleMessage) -> None:
        console.append(f"{message.type}: {message.text}")

    page.on("console", hear)
    page.on("pageerror", lambda error: console.append(f"error: {error}"))

    def run(skip_rules: Sequence[str]) -> list[str]:
        page.evaluate(AXE.read_text("utf-8"))
        violations: list[str] = page.evaluate(
            """skip => axe.run({rules: Object.fromEntries(skip.map(id => [id, {enabled: false}]))})
            .then(result => result.violations.map(violation => violation.id + ': ' +
            violation.nodes.map(node => node.html + ' ' + node.failureSummary).join(' | ')))""",
            list(skip_rules),
        )
        return violations

    def check(allow: Sequence[str] = (), skip_rules: Sequence[str] = ()) -> None:
        heard = [line for line in console if not any(text in line for text in allow)]
        console.clear()  # before axe, which is not the page's own
        assert not heard, f"{page.url} wrote to the console: {heard}"
        page.wait_for_load_state()  # a click returns as soon as the next page begins
        try:
            violations = run(skip_rules)
        except PlaywrightError:  # a page that shows progress came anew in the midst of it
            page.wait_for_load_state()
            violations = run(skip_rules)
        console.clear()  # what axe itself wrote
        assert not violations, f"{page.url}: " + "\n".join(violations)
        width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert width <= 0, f"{page.url} is {width} pixels wider than the screen"

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
