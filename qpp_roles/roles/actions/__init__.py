"""Every write to roles and to requests for them (rules D3, D5, D9)."""
