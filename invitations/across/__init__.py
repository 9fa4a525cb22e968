"""Inviting one person to several ACOs of one administrator (rule J5)."""
