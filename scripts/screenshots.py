"""The pictures of the README and of docs/tours.md: `make screenshots` runs the demo and looks.

It signs in by the real pages. Each picture is docs/images/NAME.png.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from acoms.local.mail_sink import listening_socket  # noqa: E402
from demo.cast import PASSWORD  # noqa: E402

IMAGES = ROOT / "docs" / "images"
DESK, PHONE = 1280, 375
INVITED = "the link in Jo Chen's mail"


class Shot(NamedTuple):
    """A picture: its name, who looks ("" for nobody signed in), at what, and how much of it."""

    name: str
    user_id: str
    path: str
    height: int
    width: int = DESK


SHOTS = (
    Shot("dashboard", "lee.park", "/dashboard/", 620),
    Shot("contacts", "hugo.marchetti", "/acos/A9002/contacts/", 800),
    Shot("administrator", "sam.ortiz", "/dashboard/", 900),
    Shot("add-contact", "hugo.marchetti", "/acos/A9003/contacts/add/", 900),
    Shot("several-acos", "hugo.marchetti", "/my-acos/invite/", 900),
    Shot("search", "sam.ortiz", "/search/?q=ortiz%2C+sam", 620),
    Shot("invited", "", INVITED, 740, PHONE),
    Shot("activate", "lee.park", "/dashboard/", 740, PHONE),
    Shot("day-of-staff", "casey.staff", "/admin/", 1000),
    Shot("acos-of-staff", "casey.staff", "/admin/contacts/aco/", 700),
)


def main() -> int:
    find = [ROOT / "scripts" / "find-chromium"]
    chromium = subprocess.run(find, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()  # noqa: S603
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="acoms-", dir="/tmp") as home:
        Path(home).chmod(0o711)  # as root, another user runs PostgreSQL in it
        environment = {**os.environ, "ACOMS_HOME": home, "PORT": str(free_port())}
        site = start_site(environment)
        try:
            take_all(chromium, environment)
        finally:
            site.send_signal(signal.SIGTERM)
            site.wait(20)
    return 0


def free_port() -> int:
    with listening_socket() as listener:
        port: int = listener.getsockname()[1]
    return port


def start_site(environment: dict[str, str]) -> "subprocess.Popen[str]":
    """The site with the demo data, once it is ready."""
    site = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, ROOT / "manage.py", "run_local", "--end-with-parent"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert site.stdout is not None
    for line in site.stdout:
        if "ACO-MS is ready" in line:
            return site
    raise SystemExit("The site did not start.")


def take_all(chromium: str, environment: dict[str, str]) -> None:
    arguments = ["--no-sandbox", "--disable-dev-shm-usage"]  # as in the browser tests
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        pages: dict[str, Page] = {}  # one for each person: a code works once
        for shot in SHOTS:
            if shot.user_id not in pages:
                base_url = f"http://127.0.0.1:{environment['PORT']}"
                page = pages[shot.user_id] = browser.new_page(base_url=base_url)
                if shot.user_id:
                    sign_in(page, shot.user_id, environment)
            page = pages[shot.user_id]
            page.set_viewport_size({"width": shot.width, "height": shot.height})
            page.goto(link_of_the_invited(page) if shot.path is INVITED else shot.path)
            picture = IMAGES / f"{shot.name}.png"
            page.screenshot(path=picture)
            print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} KB")
        browser.close()


def sign_in(page: Page, user_id: str, environment: dict[str, str]) -> None:
    """As a person does: password, Statement of Truth, code."""
    page.goto("/account/sign-in/")
    page.get_by_label("IDM user ID").fill(user_id)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Yes, I agree").check()
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Security code").fill(authenticator_code(user_id, environment))
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/account/" not in url)


def link_of_the_invited(page: Page) -> str:
    """As the e-mail has it."""
    (mail,) = page.request.get("/_mail/messages.json?to=jo.chen@example.net").json()
    return str(re.findall(r"https?://\S+/invitation/\S+", mail["text"])[0])


def authenticator_code(user_id: str, environment: dict[str, str]) -> str:
    if time.time() % 30 > 27:  # it would be over before it is typed
        time.sleep(4)
    return subprocess.run(  # noqa: S603 - our own command
        [sys.executable, ROOT / "manage.py", "demo_code", user_id],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
