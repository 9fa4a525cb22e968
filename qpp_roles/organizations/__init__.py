"""QPP's organizations: their kinds, who is in them, how they are found and come in (D1, D2)."""
