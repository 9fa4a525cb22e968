"""The yearly review: an ACO's administrators confirm or end each of its contacts."""
