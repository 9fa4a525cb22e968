"""Every write to messages, their copies and what is answered."""
