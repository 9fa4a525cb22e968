"""Messages that wait to be read, as something to do (rule G2)."""

from collections.abc import Iterator

from django.urls import reverse

from contacts.attention import Item, Task
from documents.correspondence.queries import unread_in

READ = Task("messages", "Read messages from CMS", "unread message")


def messages_to_read(person_id: int) -> Iterator[Item]:
    """One item for each ACO with messages that came to the person and are unread; one query."""
    for aco, number in unread_in(person_id):
        what = "A message from CMS is" if number == 1 else f"{number} messages from CMS are"
        url = reverse("aco_correspondence", args=[aco.aco_id])
        yield Item(
            task=READ,
            aco=aco,
            count=number,
            text=f"{what} unread: {aco}.",
            url=f"{url}?unread=yes",
        )
