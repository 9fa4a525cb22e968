"""What the second accessibility engine finds and we accept, and why.

`accessibility-checker-engine` (IBM's Equal Access) knows rules that axe-core does not. Only what it
is sure of (its violations of WCAG 2.2 A and AA) fails a test; what it asks a person to look at does
not. A rule stands here only with the reason for which its finding is no barrier.
"""

ACCEPTED: dict[str, str] = {
    "aria_form_label_unique": "a form without a name is no landmark (HTML-AAM): nobody meets two",
}
