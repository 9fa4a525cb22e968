"""What the address of a list can ask of the database is what its filters ask, never a secret."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import SimpleListFilter
from django.db.models import Field, Model
from django.test import Client, RequestFactory
from django.urls import reverse

from acoms.crypto.fields import EncryptedTextField
from acoms.site.admin_pages import ListPage
from tests.cast import Cast
from tests.signing_in import sign_in

PAGES: dict[type[Model], Any] = admin.site._registry
SECRET = re.compile(r"password(?!_changed)|secret|token|hash$|(^|_)key$|sealed$|content$")
GUESSING = ("regex", "iregex", "startswith", "contains", "gt", "in", "range", "lte")
lists = pytest.mark.parametrize("list_", PAGES.values(), ids=lambda list_: list_.opts.label)


def secrets_of(model: type[Model]) -> set[str]:
    return {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, EncryptedTextField) or SECRET.search(field.name)
    }


def shown_by(page: Any) -> Iterator[Any]:
    """Each name of a column that a list shows, sorts by, filters by, searches or exports."""
    for name in (*page.list_display, *page.export_columns):
        yield name
        function = getattr(page, name, None) or getattr(page.model, name, None)
        yield str(getattr(function, "admin_order_field", "") or "")
    yield from page.search_fields
    yield from page.opts.ordering
    for each in page.list_filter:
        yield "" if isinstance(each, type) else each if isinstance(each, str) else each[0]


def test_there_are_secrets_to_look_for() -> None:
    found = {f"{model.__name__}.{name}" for model in PAGES for name in secrets_of(model)}
    assert found >= {"Person.password", "Website.secret", "Participant.tin", "Sanction.tin_hash"}


@lists
def test_every_list_is_held_to_its_filters_and_has_no_secret(list_: Any) -> None:
    assert isinstance(list_, ListPage)
    request = RequestFactory().get("/")
    for field in list_.model._meta.get_fields():
        for lookup in GUESSING:
            assert not list_.lookup_allowed(f"{field.name}__{lookup}", "", request)
        if isinstance(field, Field) and field.name in secrets_of(list_.model):
            assert not list_.lookup_allowed(f"{field.name}__exact", "", request)
    for path in shown_by(list_):
        parts = set(re.split(r"__|\W+", str(path)))
        assert not {part for part in parts if SECRET.search(part)}, path
        assert not parts & secrets_of(list_.model), path


@pytest.mark.rule("E5")
def test_no_address_of_a_list_breaks_it_or_asks_for_more(cast: Cast) -> None:
    staff = sign_in(Client(), cast.cms_staff)
    for model, page in PAGES.items():
        url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        if not page.list_filter:
            continue
        assert staff.get(url, {f"{page.opts.pk.name}__regex": "("}).status_code == 400, url
        asked = {
            str(each.parameter_name): "("
            for each in page.list_filter
            if isinstance(each, type) and issubclass(each, SimpleListFilter)
        }
        assert staff.get(url, {**asked, "o": "99.-99.x"}).status_code in (200, 302), url
    assert staff.get("/admin/accounts/person/", {"password__regex": "^a"}).status_code == 400
