"""Every write to participant lists that is no change request's (rules C1, E5)."""
