"""Every write in the Knowledge Library."""
