"""What all rooms ask of PostgreSQL: history, prepared queries, COPY."""
