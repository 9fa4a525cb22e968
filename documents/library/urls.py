"""Under /knowledge-library/: for everyone who is a contact or has a QPP role anywhere (rule G5)."""

from django.urls import path

from acoms.access import allow
from documents.library import views
from documents.library.access import READERS

readers = allow(READERS)

urlpatterns = [
    path("", readers(views.library), name="knowledge_library"),
    path("told/", readers(views.follow), name="library_follow"),
    path("help/<slug:slug>/", readers(views.help_article), name="library_help"),
    path("articles/<slug:slug>/", readers(views.article), name="library_article"),
    path("articles/<slug:slug>/helped/", readers(views.helped), name="library_helped"),
    path("articles/<slug:slug>/versions/", readers(views.versions), name="library_versions"),
    path(
        "articles/<slug:slug>/versions/<int:number>/",
        readers(views.version),
        name="library_version",
    ),
]
