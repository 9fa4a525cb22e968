"""Reports that ACO-MS makes itself (rule G6)."""
