"""Performance years and their feedback cycles, which CMS staff set (rules C2, C5)."""
