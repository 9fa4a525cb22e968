"""PDFs that anyone can read: tagged (PDF/UA), with the letters of every name in them."""
