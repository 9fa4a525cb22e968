"""What is done with files of ACOs: publishing, delivering, scanning, telling, giving out."""

from documents.files.actions.publishing import Outcome, Published, publish

__all__ = ["Outcome", "Published", "publish"]
