"""Every write to change requests, and of an approved one to the ACO's list.

Each action is one transaction, takes the ACO's row lock before it counts anything, and leaves its
history with the acting person (rule E3).
"""
