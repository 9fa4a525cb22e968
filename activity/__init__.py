"""Who did what, when and to whom, and the proof that nobody has rewritten it (floor 7)."""
