"""Files that CMS publishes: the Data Hub and Reporting (rules G3 to G5)."""
