"""Below `/acos/<ACO ID>/`: the same pages for Data Hub and Reporting."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from acoms.access import allow
from contacts.access import AcoPolicy
from contacts.permissions import Permission
from documents.files.types import Place
from documents.files.views import downloading, downloads, file, listing

oversee = allow(AcoPolicy(Permission.ACTIVITY_READ))


def _pages_of(place: Place) -> Iterator[URLPattern]:
    read = allow(AcoPolicy(place.permission))
    at, name, kept = place.value, place.url_name, {"place": place}
    yield path(f"{at}/", read(listing.files), kept, name=name)
    yield path(f"{at}/files.csv", read(listing.files_csv), kept, name=f"{name}_csv")
    yield path(f"{at}/checksums/", read(listing.checksums), kept, name=f"{name}_checksums")
    yield path(f"{at}/tell-me/", read(file.tell_me), kept, name=f"{name}_tell_me")
    yield path(f"{at}/<int:published_id>/", read(file.file), kept, name=f"{name}_file")
    # nginx sends what ends so to the processes for downloads: deploy/nginx.conf.
    yield path(f"{at}/zip/download/", read(downloading.as_zip), kept, name=f"{name}_zip")
    yield path(
        f"{at}/<int:published_id>/<int:number>/download/",
        read(downloading.download),
        kept,
        name=f"{name}_download",
    )


urlpatterns = [
    *(page for place in Place for page in _pages_of(place)),
    path("data-hub/downloads/", oversee(downloads.downloads), name="file_downloads"),
    path(
        "data-hub/downloads/downloads.csv",
        oversee(downloads.downloads_csv),
        name="file_downloads_csv",
    ),
]
