"""No room stands outside the contracts, and templates keep to them as imports do."""

import pytest

from acoms.database.ours import our_apps
from tests.floors import (
    ROOT,
    contracts,
    found,
    linted,
    reaches,
    reaches_of_code,
    rooms,
    subjects,
    url_names,
)
from tests.written import dotted


def test_every_package_of_ours_has_its_floor() -> None:
    """An app, a package at the top level and a root package of import-linter: each is a layer."""
    assert sorted(rooms()) == sorted(linted()["root_packages"])
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages - {"benchmarks", "tests"} == set(rooms())
    assert {config.name.split(".")[0] for config in our_apps()} == set(rooms())


def test_rings_are_looked_for_in_every_room() -> None:
    (rings,) = contracts("acyclic_siblings")
    assert set(rings["ancestors"]) == set(rooms())


def test_every_module_of_rules_is_held_to_be_pure() -> None:
    pure = {name for contract in contracts("forbidden") for name in contract["source_modules"]}
    files = [path for room in rooms() for path in ROOT.glob(f"{room}/**/rules.py")]
    assert {dotted(path.relative_to(ROOT)) for path in files} - pure == set()


def test_every_app_inside_a_room_has_its_layer() -> None:
    inside = [config.name.split(".") for config in our_apps()]
    for room, *part in inside:
        if part:
            assert part[0] in subjects()[room], f"{room}.{part[0]} stands in no layer"


def test_contracts_of_layers_leave_nothing_out() -> None:
    for contract in contracts():
        assert "ignore_imports" not in contract
        assert "containers" not in contract or contract.get("exhaustive") is True


def test_no_template_and_no_name_of_a_url_reaches_into_a_room_above_it() -> None:
    assert [str(reach) for reach in found()] == []


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("contacts/contacts.html", "{% url 'add_contact' aco_id %}"),
        ("contacts/contacts.html", '{% include "invitations/list.html" %}'),
        ("contacts/contacts.html", '{% extends "dashboard/home.html" %}'),
        ("contacts/contacts.html", "{% load qpp %}"),
        ("participants/lists/list.html", '{% include "participants/screening/_findings.html" %}'),
        ("participants/lists/list.html", "{% url 'participant_effects' aco_id as url %}"),
        ("admin/contacts/aco/change_form.html", "{% url 'admin:activity_activity_changelist' %}"),
        ("base.html", "{% url 'notifications' %}"),
    ],
)
def test_a_template_that_reaches_upwards_is_named(template: str, text: str) -> None:
    (reach,) = reaches(template, text, url_names())
    assert str(reach).startswith(f"{template}: ")


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("contacts/views/contact.py", "redirect('add_contact', aco_id)"),
        ("participants/lists/notices.py", "f'{reverse(\"aco_benchmark\", args=[1])}?on=x'"),
        ("acoms/site/admin_site.py", "resolve_url(to='your_account')"),
        ("accounts/apps.py", "Entry(10, 'Manage Access', 'manage_access')"),
    ],
)
def test_code_that_names_a_url_of_a_higher_room_is_named(file: str, text: str) -> None:
    (reach,) = reaches_of_code(file, text, url_names())
    assert str(reach).startswith(f"{file}: ")


def test_code_may_name_urls_of_its_own_room_and_below() -> None:
    text = "reverse('contacts'), reverse('add_contact'), reverse(name), reverse('no such URL')"
    assert list(reaches_of_code("invitations/notices.py", text, url_names())) == []


def test_a_template_may_reach_downwards_and_beside_it() -> None:
    text = "{% extends 'base.html' %}{% url 'contacts' aco_id %}{% url 'participant' 1 2 %}"
    text += "{% url name %}{% include name %}"
    assert list(reaches("participants/screening/x.html", text, url_names())) == []
