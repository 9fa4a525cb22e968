"""What is searched: each subject registers its sources in `AppConfig.ready()` (rule J2)."""

from search.keeping import keep
from search.sources import HelpPage, Source

_sources: dict[str, Source] = {}
_help_pages: list[HelpPage] = []


def register_source(source: Source) -> None:
    """Have a source searched, and its entries kept."""
    if source.kind in _sources:
        raise ValueError(f"source {source.kind!r} is registered twice")
    _sources[source.kind] = source
    keep(source)


def register_help(*pages: HelpPage) -> None:
    _help_pages.extend(pages)


def all_sources() -> list[Source]:
    return list(_sources.values())


def help_pages() -> list[HelpPage]:
    return list(_help_pages)
