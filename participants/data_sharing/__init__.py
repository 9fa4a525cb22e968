"""The Beneficiary Data Sharing Request file, revised after participants have left (rule C7)."""
