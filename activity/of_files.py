"""What happened to files of an ACO, in sentences: pure Python (rules E3, G4, G5)."""

from activity.rules import Facts, Kind, named


def say_file_version(facts: Facts) -> str:
    what = f"{facts.now['file_name']}, version {facts.now['number']}"
    return {
        Kind.FILE_PUBLISHED: f"{facts.actor} published {what}",
        Kind.FILE_SCANNED: f"The virus scanner looked at {what}: {facts.now['scan']}",
        Kind.FILE_DELETED: f"{what} was deleted after its last day",
    }.get(facts.kind, f"{facts.actor} changed {what}{named(facts)}")


def say_file(facts: Facts) -> str:
    if facts.label == "insert":
        return f"{facts.actor} added the file {facts.now['name']}"
    return f"{facts.actor} changed the file {facts.now['name']}{named(facts)}"


def say_download(facts: Facts) -> str:
    what = f"{facts.now['file_name']}, version {facts.now['file_number']}"
    verb = "resumed the download of" if facts.kind is Kind.DOWNLOAD_RESUMED else "downloaded"
    return f"{facts.name('person_id')} {verb} {what}"


def say_file_wish(facts: Facts) -> str:
    if facts.label == "delete":
        return f"{facts.name('person_id')} is no longer told of new files"
    return f"{facts.name('person_id')} is told of new files {facts.now['how']}"
