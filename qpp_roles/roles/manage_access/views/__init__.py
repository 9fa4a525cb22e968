"""The pages of Manage Access."""
