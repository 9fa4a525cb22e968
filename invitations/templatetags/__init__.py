"""What invitations show on the pages of floors below."""
