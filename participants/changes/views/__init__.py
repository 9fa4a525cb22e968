"""The Change Requests subtab and its pages."""
