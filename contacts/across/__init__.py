"""One person in several ACOs of one administrator: ending their access everywhere (rule J5)."""
