"""What is done once, in time, and only while it is still true (rule E6)."""
