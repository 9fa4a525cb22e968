"""Nothing in the admin goes past an action (rule E3)."""

import ast
import inspect
import textwrap
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin import site
from django.test import RequestFactory

from acoms.site.admin_pages import ListPage
from tests.cast import Cast, make_person

PAGES = list(site._registry.values())
OURS = ("save_model", "delete_model", "delete_queryset")
named = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.label)


def request_of_a_superuser() -> Any:
    request = RequestFactory().get("/admin/")
    request.user = make_person("boss", staff_role="administrator", is_superuser=True)
    return request


def calls_of(method: Any) -> set[str]:
    """The names of what a method calls: `save_aco`, `obj.save`…"""
    tree = ast.parse(textwrap.dedent(inspect.getsource(method)))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def writes_by_url(page: Any) -> bool:
    """Whether its URLs have Django's pages that add, change or delete."""
    names = [url.name or "" for url in page.get_urls()]
    return any(name.endswith(("_add", "_change", "_delete")) for name in names)


@named
def test_djangos_own_saving_and_deleting_is_nowhere(page: Any) -> None:
    if not writes_by_url(page):
        return
    assert isinstance(page, ListPage)
    for name in OURS:
        assert getattr(type(page), name) is not getattr(admin.ModelAdmin, name)


@pytest.mark.rule("E3")
@named
def test_whoever_can_change_something_saves_it_through_an_action(cast: Cast, page: Any) -> None:
    request = request_of_a_superuser()
    if not page.has_change_permission(request):
        return
    module = inspect.getmodule(type(page).save_model)
    assert module is not None
    actions = {
        name
        for name, value in vars(module).items()
        if inspect.isfunction(value) and ".actions" in value.__module__
    }
    called = calls_of(type(page).save_model)
    assert called & actions
    assert not {name for name in called if name.endswith((".save", ".update", ".delete"))}
    assert type(page).save_model is not ListPage.save_model


@named
def test_nothing_is_deleted_one_by_one_or_in_bulk(cast: Cast, page: Any) -> None:
    request = request_of_a_superuser()
    assert not page.has_delete_permission(request)
    assert "delete_selected" not in page.get_actions(request)
    assert not page.list_editable
    if not writes_by_url(page):
        return
    with pytest.raises(NotImplementedError):
        page.delete_queryset(request, page.model._default_manager.none())


@named
def test_what_hangs_below_a_record_is_only_read(cast: Cast, page: Any) -> None:
    request = request_of_a_superuser()
    for inline in page.get_inline_instances(request):
        assert not inline.has_change_permission(request, None)
        assert inline.max_num == 0 or not inline.has_add_permission(request, None)
        assert not inline.can_delete or not inline.has_delete_permission(request, None)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.opts.label)
def test_no_admin_module_writes_by_itself(page: Any) -> None:
    """Not in a method of its own either: only functions of an `actions` module write."""
    module = inspect.getmodule(type(page))
    assert module is not None
    tree = ast.parse(inspect.getsource(module))
    calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    writes = {"save", "create", "bulk_create", "bulk_update", "delete", "get_or_create"}
    found = {
        ast.unparse(call)
        for call in calls
        if isinstance(call, ast.Attribute) and call.attr in writes
    }
    assert not found
