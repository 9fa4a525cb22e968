"""Whether what a newcomer reads is there in each language, whole (decision 0105).

    python -m tests.translations            what is missing, doubtful, left over or not marked
    python -m tests.translations --write    catalogs with what is to be translated, and compiled

What is said is found as it runs: sentences of templates in the templates that Django has parsed,
those of Python in the calls that name them. Nothing but Babel is needed, no GNU gettext.
"""

import ast
import os
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "templates"
LOCALE = ROOT / "locale"
LANGUAGES = ("es",)
SINCE = datetime(2026, 1, 1, tzinfo=UTC)

# All templates of the pages and mails that speak; what stands in them outside of a translation is
# a finding. `base.html` has parts that are English on every page: they say so in `lang`.
SPOKEN = (
    "base.html",
    "429.html",
    "account/account_inactive.html",
    "account/log*.html",
    "account/password_reset*.html",
    "account/signup*.html",
    "accounts/already_registered.html",
    "accounts/app_key.html",
    "accounts/code_list.html",
    "accounts/dormant.html",
    "accounts/identity*.html",
    "accounts/recovery_codes.html",
    "accounts/second_factor*.html",
    "accounts/start_over.html",
    "accounts/email/*",
    "accounts/registration/**/*.*",
    "dashboard/home.html",
    "forms/*.html",
    "helpdesk/_form.html",
    "helpdesk/ask.html",
    "invitations/answer*.html",
    "invitations/dead.html",
    "invitations/offer.html",
    "invitations/open.html",
    "invitations/sign_in_or_create.html",
    "invitations/email/invited.*",
    "invitations/email/reminder.*",
    "notifications/email/_button.html",
    "notifications/email/_quoted.*",
    "notifications/email_base.*",
    "pages/helpdesk.html",
    "parts/language.html",
    "parts/notice.html",
    "parts/only_in_english.html",
    "parts/statement.html",
    "parts/steps.html",
    "parts/unsent.html",
)
NAMES = re.compile(r"ACO-MS|SSP Helpdesk|ACO Management System|&\w+;")  # the same in each language

_SAID = re.compile(
    r"{#.*?#}|<(\w+)[^>]*{% english %}[^>]*>.*?</\1>|{% comment.*?endcomment %}"
    r"|{% blocktranslate.*?endblocktranslate %}|<!--.*?-->",
    re.S,
)
_TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
_READ = re.compile(r"\s(?:aria-label|alt|title|placeholder)=\"([^\"]*)\"")
_CALLS = {"gettext", "gettext_lazy", "gettext_noop", "say", "say_later"}
_PLACEHOLDER = re.compile(r"%\((\w+)\)s|{(\w+)[^}]*}")

Said = str | tuple[str, str]  # a sentence, or one for one thing and one for several


def said_in_templates() -> set[Said]:
    """The sentences that templates translate."""
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    found: set[Said] = set()
    for path in sorted(TEMPLATES.rglob("*.*")):
        if "translate" not in path.read_text("utf-8"):
            continue
        template: Any = engines["django"].get_template(str(path.relative_to(TEMPLATES)))
        for node in template.template.nodelist.get_nodes_by_type(TranslateNode):
            if literal := node.filter_expression.var.literal:
                found.add(str(literal))
        for node in template.template.nodelist.get_nodes_by_type(BlockTranslateNode):
            one, _ = node.render_token_list(node.singular)
            if node.plural:
                found.add((one, node.render_token_list(node.plural)[0]))
            else:
                found.add(one)
    return found


def said_in_python() -> set[Said]:
    """The sentences that calls in the product's Python name."""
    found: set[Said] = set()
    for path in _modules():
        source = path.read_text("utf-8")
        if not any(call in source for call in (*_CALLS, "ngettext")):
            continue
        for node in ast.walk(ast.parse(source)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            texts = [a.value for a in node.args if isinstance(a, ast.Constant)]
            if node.func.id in _CALLS and texts:
                found.add(str(texts[0]))
            elif node.func.id == "ngettext":
                found.add((str(texts[0]), str(texts[1])))
    return found


def _modules() -> Iterator[Path]:
    for app in (
        "accounts",
        "acoms",
        "contacts",
        "helpdesk",
        "invitations",
        "notifications",
        "qpp_roles",
    ):
        yield from sorted((ROOT / app).rglob("*.py"))


def catalog_of(language: str) -> Catalog:
    """The catalog as it is written."""
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale=language)


def sentences(catalog: Catalog) -> dict[tuple[str, ...], tuple[str, ...]]:
    """What a catalog says for what: one sentence, or one for each number."""
    return {
        _as_tuple(m.id): _as_tuple(m.string) for m in catalog if m.id and any(_as_tuple(m.string))
    }


def faults_of(language: str) -> Iterator[str]:
    """What is wrong with the catalog of a language."""
    catalog = catalog_of(language)
    said = said_in_templates() | said_in_python()
    for one in sorted(said, key=str):
        message = catalog.get(one if isinstance(one, str) else one[0])
        if message is None or not all(_as_tuple(message.string)):
            yield f"{language}: not translated: {one!r}"
        elif message.fuzzy:
            yield f"{language}: doubtful: {one!r}"
        elif any(
            _placeholders(t) != _placeholders(_as_tuple(one)[-1])
            for t in _as_tuple(message.string)[-1:]
        ):
            yield f"{language}: other placeholders: {one!r}"
    for message in catalog:
        if message.id and _as_tuple(message.id) not in {_as_tuple(one) for one in said}:
            yield f"{language}: said nowhere: {message.id!r}"
    with (LOCALE / language / "LC_MESSAGES" / "django.mo").open("rb") as file:
        as_read = sentences(read_mo(file))
    if as_read != sentences(catalog):
        yield f"{language}: compiled from another catalog: `make translations`"


def _as_tuple(text: Any) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _placeholders(text: str) -> set[str]:
    return {a or b for a, b in _PLACEHOLDER.findall(text)}


def unmarked() -> Iterator[str]:
    """Words of templates that speak which are the same in every language, and ought not be."""
    for pattern in SPOKEN:
        found = sorted(TEMPLATES.glob(pattern))
        if not found:
            yield f"{pattern}: there is no such template"
        for path in found:
            for words in _words(path.read_text("utf-8"), html=path.suffix == ".html"):
                yield f"{path.relative_to(ROOT)}: not marked for translation: {words!r}"


def _words(source: str, *, html: bool) -> Iterator[str]:
    source = _TAG.sub("", _SAID.sub("", source))
    if html:
        read = _READ.findall(source)
        source = re.sub(r"<(style|script)\b.*?</\1>", "", source, flags=re.S)
        parts = [*re.sub(r"<[^>]*>", "\n", source).split("\n"), *read]
    else:
        parts = source.split("\n")
    for part in parts:
        if re.search(r"[A-Za-z]{2}", NAMES.sub("", part)):
            yield part.strip()


def write(language: str) -> None:
    """The catalog with all that is said, what is new not yet translated; and compiled."""
    folder = LOCALE / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    before = catalog_of(language) if (folder / "django.po").exists() else Catalog(language)
    catalog = Catalog(language, project="ACO-MS", fuzzy=False, header_comment="# ACO-MS")
    for one in sorted(said_in_templates() | said_in_python(), key=str):
        old = before.get(one if isinstance(one, str) else one[0])
        catalog.add(one, old.string if old else None, flags=old.flags if old else ())
    catalog.creation_date = catalog.revision_date = SINCE  # history has the days
    with (folder / "django.po").open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalog_of(language))


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "acoms.settings.test")
    django.setup()
    if "--write" in sys.argv:
        for language in LANGUAGES:
            write(language)
    faults = [fault for language in LANGUAGES for fault in faults_of(language)]
    faults += unmarked()
    print("\n".join(faults) or "Everything a newcomer reads is there in each language.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
