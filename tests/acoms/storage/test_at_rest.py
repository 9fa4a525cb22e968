"""Whatever the site keeps of files is encrypted, also while it comes (rule E5)."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.test import RequestFactory

from acoms.storage.encrypted import EncryptedStorage
from acoms.storage.uploads import EncryptedUploadHandler

CONTENT = b"a beneficiary's number " * 200_000


def test_every_file_that_a_model_names_is_kept_encrypted() -> None:
    assert isinstance(storages["default"], EncryptedStorage)
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, FileField):
                assert isinstance(field.storage, EncryptedStorage), field


def uploaded(content: bytes) -> Any:
    file = SimpleUploadedFile("services.csv", content, "text/csv")
    return RequestFactory().post("/", {"file": file}).FILES["file"]


@pytest.mark.rule("E5")
def test_a_large_upload_waits_encrypted_outside_of_memory(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.FILES_ROOT = tmp_path / "attachments"
    handlers: list[EncryptedUploadHandler] = []
    new_file = EncryptedUploadHandler.new_file

    def remembered(self: EncryptedUploadHandler, *args: Any, **kwargs: Any) -> None:
        handlers.append(self)
        new_file(self, *args, **kwargs)

    monkeypatch.setattr(EncryptedUploadHandler, "new_file", remembered)
    file = uploaded(CONTENT)
    assert (file.name, file.size, file.content_type) == ("services.csv", len(CONTENT), "text/csv")
    number = handlers[0].waiting.fileno()
    place = os.readlink(f"/proc/self/fd/{number}")
    assert place.startswith(f"{settings.FILES_ROOT}/")
    assert not list(settings.FILES_ROOT.iterdir())
    assert b"beneficiary" not in os.pread(number, 10 * len(CONTENT), 0)
    assert b"".join(file.chunks(1_000_000)) == CONTENT
    file.seek(2)
    assert file.read(11) == CONTENT[2:13]
    file.close()


def test_a_small_one_stays_in_memory(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "attachments"
    assert uploaded(b"a,b").read() == b"a,b"
    assert not settings.FILES_ROOT.exists()
