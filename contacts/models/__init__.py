"""ACOs, their contacts, and the contact types that each holds."""

from contacts.models.acos import ACO_ID as ACO_ID
from contacts.models.acos import Aco as Aco
from contacts.models.acos import Track as Track
from contacts.models.attestations import ContactAttestation as ContactAttestation
from contacts.models.held import Contact as Contact
from contacts.models.held import HeldType as HeldType
from contacts.models.held import HeldTypeQuerySet as HeldTypeQuerySet
