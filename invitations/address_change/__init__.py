"""A contact's new e-mail address, as one guided job: invite it, and then end the old one (A11)."""
