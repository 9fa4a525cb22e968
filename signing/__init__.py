"""The ACO Signing Event: documents, signatures and their proof (rules A15, F1 to F7)."""
