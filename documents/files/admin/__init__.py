"""Files of ACOs for CMS staff: published here, and who took them."""

from documents.files.admin.files import PublishedFileAdmin
from documents.files.admin.records import DownloadAdmin, FileVersionAdmin, RefusedFileAdmin

__all__ = ["DownloadAdmin", "FileVersionAdmin", "PublishedFileAdmin", "RefusedFileAdmin"]
