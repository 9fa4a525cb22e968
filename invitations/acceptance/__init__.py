"""What invited persons answer, and acceptances that wait until somebody confirms them (A8, A9)."""
