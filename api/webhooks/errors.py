"""What is not done with webhooks, in words for the person who asked."""

from acoms.text.refusals import Refusal


class WebhookError(Refusal):
    """A webhook that is not made or changed so; the text says why and what to do."""
