"""A second accessibility engine beside axe-core: other people's reading of the same guidelines."""

from django.conf import settings
from playwright.sync_api import Page

from tests.browser.accepted import ACCEPTED

ENGINE = settings.BASE_DIR / "node_modules" / "accessibility-checker-engine" / "ace.js"

# What is folded away is opened: the engine takes what is not drawn for missing.
_CHECK = """async () => {
  for (const folded of document.querySelectorAll("details")) folded.open = true;
  const report = await new ace.Checker().check(document, ["WCAG_2_2"]);
  return report.results
    .filter(one => one.value[0] === "VIOLATION" && one.value[1] === "FAIL")
    .map(one => [one.ruleId, one.message + " " + (one.snippet || "").slice(0, 200)]);
}"""


def violations(page: Page) -> list[str]:
    """What the engine finds on the page that is shown, without what is accepted."""
    if not page.evaluate("typeof ace === 'object'"):
        page.evaluate(ENGINE.read_text("utf-8"))
    found: list[tuple[str, str]] = page.evaluate(_CHECK)
    return [f"{rule}: {words}" for rule, words in found if rule not in ACCEPTED]
