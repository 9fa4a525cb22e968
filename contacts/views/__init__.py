"""Pages of ACOs and their contacts, a file for each subtab or group of pages."""
