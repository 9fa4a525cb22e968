"""The Knowledge Library as CMS staff write it, and what its readers say."""

from documents.library.admin import articles as articles
from documents.library.admin import files as files
from documents.library.admin import others as others
