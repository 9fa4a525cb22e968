"""Every write of the Signing Event (rules F1 to F7)."""

from signing.actions.agreements import start_agreement as start_agreement
from signing.actions.agreements import stop_agreement as stop_agreement
from signing.actions.concerns import answer_concern as answer_concern
from signing.actions.concerns import say_concern as say_concern
from signing.actions.events import add_acos as add_acos
from signing.actions.events import close_event as close_event
from signing.actions.events import open_event as open_event
from signing.actions.events import shown_to_open as shown_to_open
from signing.actions.events import write_event as write_event
from signing.actions.events import write_version as write_version
from signing.actions.intent import name_of as name_of
from signing.actions.opening import open_ready as open_ready
from signing.actions.sealing import Signing as Signing
from signing.actions.sealing import lines_of as lines_of
from signing.actions.sealing import sealed as sealed
from signing.actions.signing import Reading as Reading
from signing.actions.signing import announce_if_complete as announce_if_complete
from signing.actions.signing import reading_of as reading_of
from signing.actions.signing import sign_document as sign_document
