"""The yearly certification of the participant list (rule C2)."""
