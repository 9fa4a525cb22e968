"""Pages of the yearly review: reading it, and answering in it."""
