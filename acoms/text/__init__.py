"""What people type, in one spelling each: lines, names, addresses, numbers; and refusals."""
