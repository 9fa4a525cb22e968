"""The pages of an invitation: `sending` for administrators, `answering` for the invited."""
