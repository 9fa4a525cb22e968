"""Screening of what ACOs ask to add, and of whom they list: what is found and why (rule C5)."""
