"""The first page after sign-in (floor 8)."""
