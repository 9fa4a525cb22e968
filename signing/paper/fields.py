"""Where on its page a signature stands, and how its field is called."""

# In points on US Letter, from the page's lower edge; `templates/signing/document.typ` draws boxes
# there. The last page has room for two.
WIDTH, HEIGHT, LEFT = 468.0, 92.0, 72.0
BOTTOMS = (250.0, 122.0)


def field_name(slot: int) -> str:
    """How the field of the first, or second, signature is called."""
    return f"Signature{slot}"
