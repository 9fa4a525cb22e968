"""The historical benchmark and the size of an ACO (rules C10, C11)."""
