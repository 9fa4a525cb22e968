"""How a contact's change of address stands, what it may carry over, and who is told (A11)."""
