"""Guidance for everyone: sections, articles and files (rules G3, G5)."""
