"""The contact types as a page of the documents, from the table that everything else uses (A1)."""

from contacts.permissions import Permission, types_with
from contacts.types import ALL_CODES, by_group, label_of


def handbook() -> str:
    """The page: every type with what it brings, and who can do what."""
    lines = [
        "# Contact types",
        "",
        "Written by `manage.py contact_types_page` from `contacts/types.py` and "
        "`contacts/rights.py`; the site shows the same under SSP Helpdesk.",
    ]
    for group, rows in by_group().items():
        lines += ["", f"## {group}"]
        for row in rows:
            badges = [*(["Required"] if row.required else []), *row.badges]
            lines += ["", f"### {row.label}", "", row.description]
            lines += ["", f"*{' · '.join(badges)}*"] if badges else []
            lines += ["", *(f"- {line}" for line in row.privileges)]
            if row.attestations or row.serves_the_public:
                lines += ["", "Asked for when it is given:", ""]
                lines += [f"- {one.statement}" for one in row.attestations]
                if row.serves_the_public:
                    lines.append("- A phone number or an e-mail address for the public.")
    lines += ["", "## Who can do what", "", "| what | contact types |", "|---|---|"]
    for permission in Permission:
        codes = types_with(permission)
        missing = [code for code in ALL_CODES if code not in codes]
        labels = ", ".join(label_of(code) for code in codes)
        if not missing:
            labels = "all"
        elif len(missing) < len(codes):
            labels = f"all but {', '.join(label_of(code) for code in missing)}"
        lines.append(f"| {permission.value} | {labels} |")
    return "\n".join(lines) + "\n"
