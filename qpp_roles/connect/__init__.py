"""Connect to an Organization: four steps to a role, and the validation of the first one."""
