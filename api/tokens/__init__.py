"""Tokens: given for a client ID and its secret, and read at each request (rule H2)."""
