"""The credentials of ACOs' programs, which Credential Delegates keep (rules A6, H1)."""
