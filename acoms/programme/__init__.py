"""What is the programme's own: identifiers, TINs, dates in Eastern Time."""
