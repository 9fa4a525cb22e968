"""What is read and signed: its text, its PDF, the fields for its signatures (rules F3, F4)."""
