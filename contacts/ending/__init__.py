"""How an ACO leaves the program: recorded, told, and carried out at its day (rule J4)."""
