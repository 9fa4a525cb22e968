"""Asking for a role, and lifting the lock that failed validations bring (rules D3-D6)."""
