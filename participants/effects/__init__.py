"""What a change in an ACO's participants affects, and from when (rules C6 to C12)."""
