"""What can be wrong with the seals."""


class BrokenChain(Exception):
    """The last seal was changed, or is signed with a key that this system does not have."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Seal {number}, the last one, was changed or is signed with a key that ACOMS_KEYS "
            "does not hold. Nothing was sealed. Run manage.py verify_history."
        )
