"""Keys and codes, and what is encrypted, hashed or signed with them (rule E5)."""
