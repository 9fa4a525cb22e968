"""Reminders: of an invitation before it ends, and weekly of what an ACO's administrators owe it."""
