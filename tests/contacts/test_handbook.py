"""The page of contact types in docs/ says what the table says."""

import pytest
from django.conf import settings

from contacts.handbook import handbook


@pytest.mark.rule("A1")
def test_the_page_is_up_to_date() -> None:
    page = settings.BASE_DIR / "docs" / "contact-types.md"
    assert page.read_text() == handbook(), (
        "run manage.py contact_types_page > docs/contact-types.md"
    )
