"""The pages of Data Hub and Reporting."""
