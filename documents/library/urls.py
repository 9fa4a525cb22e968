"""Under /knowledge-library/: for everyone who is a contact or has a QPP role anywhere (rule G5)."""

from django.urls import path

from acoms.access import allow
from documents.library.access import READERS
from documents.library.views import articles as views
from documents.library.views import files

readers = allow(READERS)

urlpatterns = [
    path("", readers(views.library), name="knowledge_library"),
    path("told/", readers(views.follow), name="library_follow"),
    path("help/<slug:slug>/", readers(views.help_article), name="library_help"),
    path("files/<int:in_library_id>/", readers(files.file), name="library_file"),
    # nginx sends what ends so to the processes for downloads: deploy/nginx.conf.
    path(
        "files/<int:in_library_id>/<int:number>/download/",
        readers(files.download),
        name="library_download",
    ),
    path("articles/<slug:slug>/", readers(views.article), name="library_article"),
    path("articles/<slug:slug>/helped/", readers(views.helped), name="library_helped"),
    path("articles/<slug:slug>/versions/", readers(views.versions), name="library_versions"),
    path(
        "articles/<slug:slug>/versions/<int:number>/",
        readers(views.version),
        name="library_version",
    ),
]
