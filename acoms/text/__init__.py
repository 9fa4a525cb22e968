"""What people type and read, in one spelling each: lines, names, addresses, numbers, codes."""
