"""What CMS gives ACOs to read: files, messages, guidance, reports (rules A14, G1 to G6)."""
