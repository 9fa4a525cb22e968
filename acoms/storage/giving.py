"""Kept files as downloads: whatever stands in them, a browser saves them and runs nothing."""

from typing import Any, Protocol
from uuid import UUID

from django.http import FileResponse

from acoms.storage.store import FileStore
from acoms.storage.stream import DamagedFile

# A document is data: nothing of it is run, framed or fetched.
DOCUMENT_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"


class Kept(Protocol):
    """A row that has a file: what it is called and what it is, as it was examined."""

    stored_as: Any
    name: Any
    media_type: Any
    size: Any


def document_response(store: FileStore, document: Kept) -> FileResponse | None:
    """The file of a row as a download, or None if it is not there any more, or damaged."""
    stored_as: UUID = document.stored_as
    try:
        file = store.open(stored_as)
        file.read(1)
        file.seek(0)
    except (FileNotFoundError, DamagedFile):
        return None
    response = FileResponse(
        file, as_attachment=True, filename=document.name, content_type=document.media_type
    )
    response["Content-Length"] = str(document.size)
    response["Content-Security-Policy"] = DOCUMENT_CSP
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
