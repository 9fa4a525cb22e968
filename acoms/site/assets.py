"""Front-end assets: what pages need of the installed npm packages, copied into `build/assets/`.

Run as `python -m acoms.site.assets` after `npm ci`, before `collectstatic`. Standard library only,
so that it works before Django is set up. Nothing that it writes is committed.

The CMS Design System comes as its plain CSS (theme values and classes): its web components are not
usable for forms that must work without JavaScript, so no script of it is served.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
DESIGN_SYSTEM = ROOT / "node_modules" / "@cmsgov" / "design-system"
DESTINATION = ROOT / "build" / "assets" / "design-system"

# The faces that the theme uses: upright Open Sans. The others are for other CMS sites.
FONTS = ("opensans-regular-webfont", "opensans-semibold-webfont", "opensans-bold-webfont")

_FONT_FACE = re.compile(r"@font-face\s*{[^}]*}")
_SOURCE_MAP = re.compile(r"/\*[#@]\s*sourceMappingURL=[^*]*\*/")
_CHARSET = re.compile(r'@charset\s+"[^"]*";')


class NotInstalledError(Exception):
    """The npm packages are not there, or are not the version that this module knows."""


def stylesheet(theme: str, classes: str) -> str:
    """The design system as one stylesheet: theme first, only the fonts that are served."""

    def keep_used(face: re.Match[str]) -> str:
        return face[0] if any(font in face[0] for font in FONTS) else ""

    css = _CHARSET.sub("", theme) + "\n" + _CHARSET.sub("", classes)
    # A source map that is not served makes the hashing of static files fail.
    css = _SOURCE_MAP.sub("", css)
    css = _FONT_FACE.sub(keep_used, css).replace("../fonts/", "fonts/")
    return '@charset "UTF-8";\n' + css


def build(source: Path = DESIGN_SYSTEM, destination: Path = DESTINATION) -> list[Path]:
    """Write the stylesheet and its fonts, replacing what an earlier build left."""
    dist = source / "dist"
    try:
        css = stylesheet(
            (dist / "css" / "core-theme.css").read_text("utf-8"),
            (dist / "css" / "index.css").read_text("utf-8"),
        )
        fonts = [dist / "fonts" / f"{name}.woff2" for name in FONTS]
        shutil.rmtree(destination, ignore_errors=True)
        (destination / "fonts").mkdir(parents=True)
        sheet = destination / "design-system.css"
        sheet.write_text(css, "utf-8")
        copies = [Path(shutil.copy(font, destination / "fonts")) for font in fonts]
    except FileNotFoundError as missing:
        raise NotInstalledError(
            f"{missing.filename} is missing. Run `npm ci` in {ROOT} first."
        ) from missing
    return [sheet, *copies]


def main() -> int:
    try:
        written = build()
    except NotInstalledError as error:
        print(error, file=sys.stderr)
        return 1
    total = sum(path.stat().st_size for path in written)
    print(f"{len(written)} files ({total // 1024} KB) in {DESTINATION.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
