"""Reverse relations keep to the floors, as imports do: a system check."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db.models import Model

from acoms.database.ours import is_ours


def relations_are_hidden(
    app_configs: Sequence[AppConfig] | None = None, **_: Any
) -> list[CheckMessage]:
    """An error for each foreign key into another of our apps that gives the model there a name for
    the way back: `related_name="+"` gives none, so that a lower room cannot read a higher one."""
    configs = apps.get_app_configs() if app_configs is None else app_configs
    return shown_among(
        model for config in configs if is_ours(config) for model in config.get_models()
    )


def shown_among(models: Iterable[type[Model]]) -> list[CheckMessage]:
    """The same of some models."""
    return [
        Error(
            f"{field} gives {field.remote_field.model._meta.label}, of another app, a way back.",
            hint='Set related_name="+" and query from this side.',
            obj=model,
            id="acoms.E001",
        )
        for model in models
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if field.remote_field is not None
        and _is_another_of_ours(model, field.related_model)
        and not field.remote_field.hidden
    ]


def _is_another_of_ours(model: type[Model], other: Any) -> bool:
    there = apps.get_app_config(other._meta.app_label)
    return model._meta.app_label != other._meta.app_label and is_ours(there)
