"""Every write of screening (rule C5)."""
