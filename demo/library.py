"""The Knowledge Library of the demonstration: versions of an article, a draft, and opinions."""

from accounts.models import Person
from documents.library.actions.files import Description, publish_library_file
from documents.library.actions.loading import load_own_articles
from documents.library.actions.opinions import follow_library, say_whether_it_helped
from documents.library.actions.writing import edit_article, write_article
from documents.library.models import Article, Section
from documents.library.queries import latest_version
from documents.library.rules import Text

_ABOUT_MAIL = """
ACO-MS writes from one address only, and every e-mail says in its first line what it is about.

## An e-mail does not come

1. Look in the folder for junk mail, and search for “ACO-MS”.
2. Ask your IT staff to let mail from ACO-MS pass.
3. Ask the person who invited you whether the **Contacts** page says “Not delivered”.

## Too many e-mails

Choose one message a week under [what you are e-mailed](/notifications/preferences/). Links and
security codes still come at once.
"""


def load_library(staff: Person, readers: list[Person]) -> None:
    """The articles of ACO-MS, and what CMS staff and readers made of them."""
    load_own_articles()
    if Article.objects.filter(slug="mail-from-aco-ms").exists():
        return
    section = Section.objects.get(name="Signing in")
    write_article(
        acting_person=staff,
        slug="mail-from-aco-ms",
        section=section,
        order=30,
        text=Text(
            "E-mail from ACO-MS",
            "What to do when an e-mail does not come, or too many do.",
            _ABOUT_MAIL,
            "First version.",
        ),
        publish=True,
    )
    write_article(
        acting_person=staff,
        slug="deadlines-of-the-year",
        section=Section.objects.get(name="Program Resources"),
        order=60,
        text=Text(
            "Deadlines of the year",
            "What is due when, from the first cycle to the certification.",
            "CMS is still writing this article.",
            "First version.",
        ),
        publish=False,
    )
    _in_versions(staff)
    _files(staff, section=Section.objects.get(name="Program Resources"))
    for n, reader in enumerate(readers):
        _read_by(reader, helped=n != 1)
    follow_library(acting_person=readers[0], follow=True)


def _in_versions(staff: Person) -> None:
    article = Article.objects.get(slug="security-codes")
    for more, note in (
        ("\n\n## The digits are always refused\n\nThe time on your phone is wrong.", _TIME),
        ("\n\nCall the Helpdesk before you remove the app from an old phone.", _OLD_PHONE),
    ):
        now = latest_version(article)
        edit_article(
            acting_person=staff,
            article=article,
            text=Text(now.title, now.summary, now.body + more, note),
            publish=True,
        )


_TIME = "Says what to do when every code is refused."
_OLD_PHONE = "Says what to do with an old phone."


def _read_by(reader: Person, *, helped: bool) -> None:
    for slug in ("security-codes", "inviting-a-contact"):
        article = Article.objects.get(slug=slug)
        say_whether_it_helped(
            acting_person=reader,
            article=article,
            number=latest_version(article).number,
            helpful=helped,
            words="" if helped else "I looked for what to do on a tablet.",
        )


def _files(staff: Person, section: Section) -> None:
    """One alone in two versions, and one with an article."""
    calendar = Description("Days to remember in this performance year.", section=section)
    inviting = Article.objects.get(slug="inviting-a-contact")
    check = Description("What to have ready before you invite somebody.", article=inviting)
    for name, content, description in (
        ("Program calendar.csv", "Day,What\nJanuary 1,The performance year begins\n", calendar),
        (
            "Program calendar.csv",
            "Day,What\nJanuary 1,The performance year begins\nDecember 31,It ends\n",
            calendar,
        ),
        ("Before you invite.txt", "Name, e-mail address, contact types.\n", check),
    ):
        publish_library_file(
            acting_person=staff, name=name, content=[content.encode()], description=description
        )
