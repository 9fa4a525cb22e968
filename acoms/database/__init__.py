"""What all rooms ask of PostgreSQL: history, migrations, prepared queries, COPY."""
