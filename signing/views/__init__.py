"""The pages of the Signing Event."""
