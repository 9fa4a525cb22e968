"""Participant lists read from files: staged with bounded memory, then merged set by set (C1)."""
