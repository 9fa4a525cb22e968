"""What the Helpdesk's pages refuse."""

from http import HTTPStatus

from acoms.text.refusals import Refusal


class HelpdeskError(Refusal):
    """Something that is not taken; the text says why and what to do."""

    status = HTTPStatus.OK  # of the form that is shown again


class TooOften(HelpdeskError):
    """The network writes too often."""

    status = HTTPStatus.TOO_MANY_REQUESTS
