"""What CMS writes to ACOs, and what they answer (rules A14, G1, G2)."""
