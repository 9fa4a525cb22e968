"""Manage Access: one's organizations and roles, and answering the requests of others (D5, D7)."""
