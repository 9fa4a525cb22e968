"""People: IDM user ID, sign-in stages, sessions (floor 2)."""
