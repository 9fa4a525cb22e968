"""Made-up ACOs and people to try the system with; installed in local mode only (top floor)."""
