"""CMS's answers to change requests, and the feedback letters of each cycle (rules C3, C5)."""
