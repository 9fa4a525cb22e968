"""The JSON API's first version: where it stands, what describes it, and the pages about it (H3)."""
