"""What an ACO's programs hear of its files: that one is there, or was delivered again."""

from acoms.api.happenings import Happening, tell
from documents.files.models import FileVersion
from documents.files.types import Place

DELIVERED = Happening(
    "data_hub.file.delivered",
    "Files in the Data Hub",
    "A new file is there, or one was delivered again.",
)


def tell_programs(version: FileVersion) -> None:
    """Tell of a version once it is shown: at its delivery, or when the scanner has answered."""
    file = version.file
    if file.aco_id is None or file.place is not Place.DATA_HUB:
        return
    if not FileVersion.objects.shown().filter(pk=version.pk).exists():
        return
    data = {
        "file_id": str(file.public_id),
        "name": file.name,
        "type": int(file.type),
        "version": version.number,
    }
    tell(DELIVERED, [file.aco_id], f"{file.pk}.{version.number}", data)
