"""Every write to QPP's organizations (rule D1)."""
