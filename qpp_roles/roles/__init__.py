"""Roles in QPP's organizations, requests for them, and Manage Access (rules D3, D5, D7-D9)."""
