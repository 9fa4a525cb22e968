"""The asset build: only what is served, and nothing that points at what is not."""

from pathlib import Path

import pytest

from acoms.site import assets

THEME = '@charset "UTF-8";:root{--x:1}/*# sourceMappingURL=core-theme.css.map */'
CLASSES = (
    '@charset "UTF-8";@font-face{font-family:Bitter;src:url(../fonts/bitter-bold.woff2)}'
    "@font-face{font-family:Open Sans;src:url(../fonts/opensans-bold-webfont.woff2)}"
    ".ds-c-button{color:red}"
)


def installed(root: Path) -> Path:
    (root / "dist" / "css").mkdir(parents=True)
    (root / "dist" / "fonts").mkdir()
    (root / "dist" / "css" / "core-theme.css").write_text(THEME)
    (root / "dist" / "css" / "index.css").write_text(CLASSES)
    for name in (*assets.FONTS, "bitter-bold"):
        (root / "dist" / "fonts" / f"{name}.woff2").write_bytes(b"font")
    return root


def test_the_stylesheet_names_no_file_that_is_not_served(tmp_path: Path) -> None:
    written = assets.build(installed(tmp_path / "from"), tmp_path / "to")
    css = written[0].read_text()
    assert "sourceMappingURL" not in css
    assert "bitter" not in css.lower()
    assert "url(fonts/opensans-bold-webfont.woff2)" in css
    assert css.index("--x:1") < css.index(".ds-c-button")
    assert {p.stem for p in (tmp_path / "to" / "fonts").iterdir()} == set(assets.FONTS)


def test_a_second_build_leaves_nothing_of_the_first(tmp_path: Path) -> None:
    source = installed(tmp_path / "from")
    assets.build(source, tmp_path / "to")
    (tmp_path / "to" / "old.css").touch()
    assets.build(source, tmp_path / "to")
    assert not (tmp_path / "to" / "old.css").exists()


def test_missing_packages_are_named_with_the_way_forward(tmp_path: Path) -> None:
    with pytest.raises(assets.NotInstalledError, match="npm ci"):
        assets.build(tmp_path / "nothing", tmp_path / "to")


def test_the_lock_file_names_no_registry() -> None:
    lock = (assets.ROOT / "package-lock.json").read_text()
    assert '"resolved"' not in lock
    assert "registry." not in lock
