"""Pictures of numbers, for pages and PDFs alike: SVG that needs neither script nor style."""
