"""The pages of the Knowledge Library."""
