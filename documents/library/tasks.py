"""Celery's door to the Knowledge Library."""

from celery import shared_task

from documents.library.actions.loading import load_own_articles
from documents.library.actions.telling import tell_new_files


@shared_task
def load_articles() -> None:
    """Put the articles of this release into the library, within ten minutes of its beginning."""
    load_own_articles()


@shared_task
def tell_of_library_files() -> None:
    """Tell those who asked of new files, once no other comes. Beat runs it each minute."""
    tell_new_files()
