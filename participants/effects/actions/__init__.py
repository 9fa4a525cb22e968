"""What CMS staff record about how single ACOs' lists count (rules C9-C11)."""
