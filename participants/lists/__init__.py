"""An ACO's participant list on any day: its pages, its file, and what differs between two (C1)."""
