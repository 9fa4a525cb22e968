"""ACOs, contact types, contacts and who may do what (floor 3)."""
