"""The forms in which CMS staff write the Knowledge Library."""

from typing import Any

from django import forms

from acoms.site.forms import TextField
from documents.library.actions.writing import refusals
from documents.library.models import Article, Section, Version
from documents.library.rules import (
    LONGEST_BODY,
    LONGEST_NOTE,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    Text,
    is_slug,
)

_FIRST = "First version."


class PlaceForm(forms.Form):
    """Where an article stands."""

    section = forms.ModelChoiceField(Section.objects.all(), empty_label=None)
    order = forms.IntegerField(
        label="Place",
        min_value=0,
        max_value=9_999,
        initial=50,
        help_text="Articles with lower numbers come first in their section.",
    )


class WriteForm(PlaceForm):
    """An article's text; for a new one also where it stands."""

    slug = forms.CharField(
        label="Address",
        max_length=80,
        help_text="The last part of its address, such as how-to-invite. It stays for good.",
    )
    title = forms.CharField(max_length=LONGEST_TITLE, widget=forms.TextInput({"size": 80}))
    summary = forms.CharField(
        max_length=LONGEST_SUMMARY,
        widget=forms.Textarea({"rows": 2}),
        help_text="One or two sentences: what it helps with. The list and the search show it.",
    )
    body = forms.CharField(
        label="Text",
        max_length=2 * LONGEST_BODY,
        strip=False,
        widget=forms.Textarea({"rows": 24}),
        help_text="In Markdown: # before a heading, - before a line of a list, 1. before a step, "
        "**bold**, [words](https://address). Links lead to https://, mailto: or a page of ACO-MS, "
        "such as /help/contact-types/. Pictures and HTML are not taken.",
    )
    note = forms.CharField(
        label="What changed",
        max_length=LONGEST_NOTE,
        help_text="One sentence. Readers see it with the date.",
    )
    tell = forms.BooleanField(
        label="Tell those who asked to hear of new and updated articles",
        required=False,
        initial=True,
        help_text="When it is published. Leave it out for a typing error.",
    )
    field_order = ("title", "slug", "section", "order", "summary", "body", "note", "tell")

    def __init__(
        self, article: Article | None, latest: Version | None, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if article is None or latest is None:
            self.initial["note"] = _FIRST
            return
        for name in ("slug", "section", "order"):
            del self.fields[name]
        draft = latest.published_at is None
        self.initial = {
            **self.initial,
            "title": latest.title,
            "summary": latest.summary,
            "body": latest.body,
            "note": latest.note if draft else "",
        }

    @property
    def text(self) -> Text:
        """What is written, as it will be kept."""
        return Text(
            *(self.cleaned_data[name] for name in ("title", "summary", "body", "note"))
        ).tidy

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if not is_slug(slug):
            raise forms.ValidationError("Use small letters, digits and single hyphens.")
        return slug

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        if not self.errors:
            for field, said in refusals(self.text).items():
                self.add_error(field, said)
        return typed


class WithdrawForm(forms.Form):
    reason = TextField(
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="For CMS staff. Readers see only that it is withdrawn.",
    )


class AskedForm(forms.Form):
    """Nothing is asked: it is only confirmed."""
