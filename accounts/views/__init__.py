"""The pages of identity and sign-in."""
