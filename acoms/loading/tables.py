"""The text of files that people make with a spreadsheet, in whatever characters; pure Python."""

import codecs

from acoms.loading.reading import UnreadableFile


def text_of(content: bytes) -> tuple[str, str]:
    """The text of a file, and a remark where its characters had to be guessed."""
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise UnreadableFile("This is a spreadsheet's own format. Save it as CSV first.")
    if content.startswith(b"%PDF-"):
        raise UnreadableFile("This is a PDF. Save the table that it shows as CSV.")
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), ""
        return content.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), (
            "The file is not in UTF-8 and was read as Windows-1252. If names with accents are "
            "wrong, save it as “CSV UTF-8” and upload it again."
        )
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            "The file's characters cannot be read. Save it as “CSV UTF-8” and upload it again."
        ) from error
