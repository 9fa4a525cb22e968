"""One search over everything that somebody may see (rule J2)."""
