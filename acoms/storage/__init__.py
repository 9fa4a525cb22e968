"""Files that are kept: encrypted in chunks, on a disk or wherever else the settings say."""
