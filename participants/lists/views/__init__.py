"""The pages of participant lists."""
