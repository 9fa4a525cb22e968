"""Change requests as an ACO works with them: drafted, documented, submitted, withdrawn (C3, C4)."""
