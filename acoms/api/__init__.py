"""How all rooms answer programs: who is calling, what they may read, and how answers look."""
