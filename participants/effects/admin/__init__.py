"""Adjustments, figures and notices as CMS staff record them."""

from participants.effects.admin import adjustments as adjustments
from participants.effects.admin import benchmark as benchmark
from participants.effects.admin import of_aco as of_aco
