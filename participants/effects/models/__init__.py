"""What CMS staff record about how single ACOs' lists count (rules C9-C11)."""

from participants.effects.models.adjustments import Adjustment, InterimElection
from participants.effects.models.benchmark import AssignedBeneficiaries, BenchmarkNotice

__all__ = ["Adjustment", "AssignedBeneficiaries", "BenchmarkNotice", "InterimElection"]
