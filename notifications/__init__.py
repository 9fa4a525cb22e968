"""One outbox for what a person sees on screen and gets by e-mail (floor 1)."""
