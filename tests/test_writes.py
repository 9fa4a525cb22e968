"""What `make check` takes for a write outside of actions, and what for something else."""

from pathlib import Path

import pytest

from tests.writes import is_action, writes_in

WRITES = {
    "person.save()": "save()",
    "person.save(update_fields=['email'])": "save()",
    "Person.objects.filter(pk=1).update(email='')": "update()",
    "rows.update(**values)": "update()",
    "rows.delete()": "delete()",
    "Person.objects.create(email='')": "create()",
    "Person.objects.bulk_create(people)": "bulk_create()",
    "Person.objects.get_or_create(pk=1)": "get_or_create()",
    "cursor.execute('INSERT INTO accounts_person VALUES (1)')": "INSERT INTO",
    "cursor.execute('UPDATE accounts_person AS p SET email = 1')": "UPDATE accounts_person",
    "cursor.execute(f'UPDATE {table} p\\n SET email = 1')": "UPDATE x",
    "cursor.execute(f'DELETE FROM {table}')": "DELETE FROM",
    "cursor.copy_expert(f'COPY {table} FROM STDIN', lines)": "COPY x",
}
NO_WRITES = (
    "words.update({'a': 1})",
    "words.update(others)",
    "request.session.save()",
    "storage.save(name, content)",
    "storage.delete(name)",
    "cursor.execute('SELECT 1 FROM t FOR UPDATE')",
    '"""INSERT INTO is told of in a docstring."""',
    "pgtrigger.Trigger(func='UPDATE accounts_person SET epoch = 1; RETURN NULL;')",
)


@pytest.mark.parametrize(("source", "word"), WRITES.items())
def test_a_write_is_found_with_its_line(source: str, word: str) -> None:
    assert list(writes_in(f"import this\n{source}")) == [(2, word)]


@pytest.mark.parametrize("source", NO_WRITES)
def test_what_writes_nothing_is_let_by(source: str) -> None:
    assert list(writes_in(source)) == []


def test_actions_migrations_and_what_is_not_the_site_may_write() -> None:
    for path in ("contacts/actions/ending.py", "recertification/actions.py", "demo/qpp.py"):
        assert is_action(Path(path))
    assert is_action(Path("contacts/migrations/0001_initial.py"))
    assert not is_action(Path("contacts/views/contact.py"))
    assert not is_action(Path("contacts/transactions.py"))
