"""Template tags used on every page (built in: no template loads them)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template import Context
from django.template.base import Parser, Token
from django.template.context import RequestContext
from django.template.defaulttags import CsrfTokenNode
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext

from acoms.access import unsent
from acoms.access.pages import page_of
from acoms.site import navigation
from acoms.site import words as of_rooms_above
from acoms.site.languages import in_english, is_spoken, language_of, page_language
from acoms.site.sections import sections
from acoms.tables.cells import breakable, draw_rows, tel_url
from acoms.tables.lists import Column

register = template.Library()
register.filter(breakable)
register.filter("tel", tel_url)
register.filter(in_english)
register.simple_tag(page_language)


@register.simple_tag(takes_context=True)
def menu_links(context: dict[str, Any]) -> list[navigation.Link]:
    """The left menu: `{% menu_links as links %}`."""
    request: HttpRequest = context["request"]
    return [navigation.link(entry, request) for entry in navigation.menu(request)]


@register.simple_tag(takes_context=True)
def aco_tab_links(context: dict[str, Any], aco_id: str) -> list[navigation.Link]:
    """The subtabs of an ACO: `{% aco_tab_links aco.aco_id as links %}`.

    The tab whose URL is the longest beginning of the page's own is the current one, so that the
    ACO's first tab, which all others lie under, is not marked as well.
    """
    request: HttpRequest = context["request"]
    links = [navigation.link(entry, request, aco_id) for entry in navigation.aco_tabs(request)]
    deepest = max((len(tab.url) for tab in links if tab.current), default=0)
    return [
        tab if len(tab.url) == deepest else navigation.Link(tab.label, tab.url, "") for tab in links
    ]


@register.simple_tag(takes_context=True)
def page_actions(context: dict[str, Any], page: str, *args: Any) -> list[navigation.Link]:
    """Links beside a heading: `{% page_actions "contacts" aco.aco_id as links %}`."""
    request: HttpRequest = context["request"]
    return [navigation.link(e, request, *args) for e in navigation.page_actions(page, request)]


@register.simple_tag(takes_context=True)
def help_link(context: dict[str, Any], subject: str, label: str) -> SafeString | str:
    """A link to what explains a subject, for those who may read it:
    `{% help_link "inviting-a-contact" "How to invite a contact" %}`."""
    request: HttpRequest = context["request"]
    url = navigation.help_url(subject, request)
    return format_html(_HELP, url, label) if url else ""


_HELP = '<p class="help-link"><a href="{}">Help: {}</a></p>'


@register.simple_tag(takes_context=True)
def page_sections(context: RequestContext, page: str, about: Any = None) -> SafeString:
    """What rooms above show on a page: `{% page_sections "contact" contact %}`.

    Each is drawn with its own context and the request, without that of the page.
    """
    request: HttpRequest = context["request"]
    given = {"request": request, "csrf_token": context.get("csrf_token")}
    assert context.template is not None
    get_template = context.template.engine.get_template
    drawn = (
        get_template(each.template).render(context.new({**given, **each.context}))
        for each in sections(page, request, about)
    )
    return mark_safe("".join(drawn))  # noqa: S308 - what templates have drawn


@register.tag
def csrf_token(parser: Parser, token: Token) -> CsrfTokenNode:
    """Django's, and beside it for whom the form is made (`acoms.access.unsent`)."""
    return FormNode()


class FormNode(CsrfTokenNode):
    def render(self, context: Context) -> str:
        request = context.get("request")
        owner = unsent.made_for(request) if request is not None else ""
        field = format_html(_MADE_FOR, unsent.MADE_FOR, owner) if owner else ""
        return super().render(context) + field


_MADE_FOR = '<input type="hidden" name="{}" value="{}">'


@register.inclusion_tag("parts/unsent.html", takes_context=True)
def unsent_note(context: Context) -> dict[str, bool]:
    """Says that a form has again what was typed when the session had ended, or that none has."""
    if not unsent.is_given():
        return {"given": False}
    forms = [getattr(each, "form", each) for each in context.flatten().values()]
    unbound = [each for each in forms if isinstance(each, BaseForm) and not each.is_bound]
    in_form = any(unsent.given_to(f.html_name for f in each.visible_fields()) for each in unbound)
    if not in_form and context["request"].method == "GET":
        unsent.forget(context["request"])
    return {"given": in_form or context["request"].method == "GET", "in_form": in_form}


@register.simple_tag(takes_context=True)
def unread_count(context: dict[str, Any]) -> int:
    """The signed-in person's unread notifications: `{% unread_count as unread %}`."""
    return navigation.unread_count(context["request"].user)


@register.simple_tag(takes_context=True)
def list_rows(context: Context, columns: Sequence[Column[Any]], rows: Any, ids: str = "") -> str:
    """The body of a list's table: `{% list_rows state.columns people %}`."""
    return draw_rows(columns, rows, context, ids)


@register.simple_tag
def home_url() -> str:
    """Where people begin once they are signed in: `{% home_url %}`."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@register.simple_tag
def words(name: str) -> str:
    """What a sentence calls something of a room above: `{% words "organizations" %}`."""
    return of_rooms_above.words(name)


@register.simple_tag
def way(name: str, *args: Any) -> str:
    """The address of a page of a room above: `{% way "invite" aco.aco_id %}`."""
    return navigation.url_of_way(name, *args)


@register.simple_tag
def sign_in_url() -> str:
    return resolve_url(settings.LOGIN_URL)


@register.simple_tag
def english() -> SafeString:
    """In a tag around what is English on every page: `<nav {% english %}>`."""
    return mark_safe("" if page_language() == "en" else 'lang="en"')  # noqa: S308 - ours


@register.filter
def types_in_english(types: Iterable[Any]) -> str:
    """Labels that are English on every page, joined by the page's own word."""
    return in_a_row([in_english(one.label) for one in types], gettext("and"))


@register.filter
def moment(at: datetime) -> str:
    """`{{ invitation.expires_at|moment }}`: November 30, 2026, 5 p.m., in Eastern Time."""
    return format_date(localtime(at), gettext("F j, Y, P"))


@register.filter
def month_day(at: datetime) -> str:
    """`{{ invitation.expires_at|month_day }}`: November 30, in Eastern Time."""
    return format_date(localtime(at), gettext("F j"))


@register.inclusion_tag("parts/language.html", takes_context=True)
def language_choice(context: Context) -> dict[str, Any]:
    """The banner's choice among the languages of a page that speaks."""
    request: HttpRequest = context["request"]
    if not is_spoken(request):
        return {}
    others = [one for one in settings.LANGUAGES if one[0] != page_language()]
    return {
        "others": others,
        "page": page_of(request),
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("parts/only_in_english.html", takes_context=True)
def only_in_english(context: Context) -> dict[str, str]:
    """Where the pages that speak end: says so to whoever read them in another language."""
    return {"language": language_of(context["request"])}


@register.filter
def each(rows: Iterable[object], attribute: str) -> list[Any]:
    """The same of each: `{{ types|each:"label"|join:", " }}`."""
    return [getattr(row, attribute) for row in rows]


@register.filter
def in_a_row(words: Iterable[str], last: str) -> str:
    """`{{ names|in_a_row:"and" }}`: Ann, Bo and Cy."""
    *before, end = words
    if not before:
        return end
    return format_html("{} {} {}", format_html_join(", ", "{}", zip(before)), last, end)


@register.filter
def error_count(form: BaseForm) -> int:
    """How many lines the summary of what is wrong with a form has."""
    return sum(map(len, form.errors.values()))


@register.filter
def as_lead_in(label: str) -> str:
    """A field's label before what is wrong with it: a whole sentence needs no colon."""
    is_sentence = label.removesuffix("</span>").endswith((".", "?"))  # of `in_english`
    return label if is_sentence else format_html("{}:", label)
