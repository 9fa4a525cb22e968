"""The README's pictures: `make screenshots` runs the demo, signs in by the real pages, and looks.

Takes docs/images/dashboard.png and docs/images/contacts.png, both 1280 pixels wide.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from acoms.local.mail_sink import listening_socket  # noqa: E402
from demo.cast import PASSWORD  # noqa: E402

IMAGES = ROOT / "docs" / "images"
# File name, who looks, at what, and the height of what they see.
SHOTS = (
    ("dashboard.png", "lee.park", "/dashboard/", 620),
    ("contacts.png", "hugo.marchetti", "/acos/A9002/contacts/", 800),
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
        for name, user_id, path, height in SHOTS:
            page = browser.new_page(
                viewport={"width": 1280, "height": height},
                base_url=f"http://127.0.0.1:{environment['PORT']}",
            )
            sign_in(page, user_id, environment)
            page.goto(path)
            page.screenshot(path=IMAGES / name)
            size = (IMAGES / name).stat().st_size // 1024
            print(f"{(IMAGES / name).relative_to(ROOT)}: {size} KB")
            page.close()
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
    page.wait_for_url("**/dashboard/")


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
