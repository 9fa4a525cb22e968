"""What the system costs, as ratios to a floor: `make bench`."""
