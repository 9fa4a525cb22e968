"""Inviting several people at once, from a list, each by the same rules (floor 5)."""
