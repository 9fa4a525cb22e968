"""Large uploads wait on the disk, encrypted and without a name, until their page has them.

Not in the directory for temporary files: that may lie in memory, and what lies there is not
encrypted. Whatever ends the process, nothing is left of them.
"""

import io
import os
from tempfile import TemporaryFile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from acoms.storage.stream import CHUNK, DecryptingReader, Encryptor, FileKey


class EncryptedUploadHandler(FileUploadHandler):
    """Stands after Django's handler for small files, which stay in memory."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        os.makedirs(settings.FILES_ROOT, mode=0o700, exist_ok=True)
        self.waiting = TemporaryFile(dir=settings.FILES_ROOT)  # noqa: SIM115
        self._keeper, key = os.urandom(32), FileKey.new()
        self._encryptor = Encryptor(key)
        self.waiting.write(key.header(self._keeper, ""))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        for chunk in self._encryptor.take(raw_data):
            self.waiting.write(chunk)

    def file_complete(self, file_size: int) -> UploadedFile[bytes]:
        self.waiting.write(self._encryptor.end())
        reader = DecryptingReader(self.waiting, [self._keeper], "")
        return UploadedFile(
            io.BufferedReader(reader, CHUNK),
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if hasattr(self, "waiting"):
            self.waiting.close()
