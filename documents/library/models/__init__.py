"""The Knowledge Library: its sections, its articles with what readers say of them, its files."""

from documents.library.models.articles import (
    Article,
    ArticleQuerySet,
    Follower,
    Opinion,
    Section,
    Version,
    VersionQuerySet,
    found_by,
)
from documents.library.models.files import LibraryFile, LibraryFileQuerySet

__all__ = [
    "Article",
    "ArticleQuerySet",
    "Follower",
    "LibraryFile",
    "LibraryFileQuerySet",
    "Opinion",
    "Section",
    "Version",
    "VersionQuerySet",
    "found_by",
]
