"""The pages of the four steps.

What was chosen waits in the session, and a step that is opened too early leads to the right one.
A TIN never stands in an address: searches are posted, also those of the suggestions.
"""
