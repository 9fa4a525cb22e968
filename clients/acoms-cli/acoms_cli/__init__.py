"""`acoms-cli`: fetches an ACO's files from the Data Hub of ACO-MS. Standard library only."""

__version__ = "1.0.0"
