"""Acceptances that wait until somebody confirms who accepted (rule A9)."""
