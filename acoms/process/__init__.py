"""What each process has before there are settings: its environment's numbers, home and logs."""
