"""The floor: what the same work costs in plain Django, as a competent developer would write it.

Same database, same rows, same server, same kind of process; sessions and users as Django has them
by default, and nothing of this system's shell, access rules or guards.
"""
