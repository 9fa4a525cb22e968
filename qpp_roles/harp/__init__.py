"""Accounts and roles that come from HARP: read, judged, brought in at once (B4, decision 0039)."""
