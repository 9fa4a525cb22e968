"""Webhooks: an ACO's programs hear of new files and changed lists at once (decision 96)."""
