"""How an ACO's programs get in: credentials, tokens, and what they read (rules H1 to H4)."""
