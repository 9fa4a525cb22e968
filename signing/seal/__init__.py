"""The digital signature in a PDF: by whose certificate, how it is made, how it is checked (F4)."""
