"""What the tables of all rooms are made with: PostgreSQL's extensions, and the functions of
`acoms/folding.py`. These give the same wherever the database was set up: which letters are capitals
and which signs are signs is said here."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    BtreeGistExtension,
    TrigramExtension,
)
from django.db import migrations

# Most names are of plain letters, and millions are read in at once: those go the short way.
_FOLDED = r"""
CREATE FUNCTION acoms_folded(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN btrim(CASE WHEN octet_length(name) = char_length(name) THEN
    regexp_replace(
        replace(replace(replace(replace(
            lower(name COLLATE "C"), '''', ''), '`', ''), '.', ''), '&', ' and '),
        '[^a-z0-9]+', ' ', 'g'
    )
ELSE
    regexp_replace(regexp_replace(
        replace(replace(replace(replace(replace(translate(
            lower(normalize(replace(name, '´', ''''), NFKD) COLLATE "C"),
            'ØŁĐÐıĦŦøłđðħŧÆŒẞÞ',
            'olddihtolddhtæœßþ'
        ), 'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss'), 'þ', 'th'), '&', ' and '),
        '[\u0300-\u036f\u02b9-\u02bd''`.\u2018-\u201b\u2032'
        '\u00ad\u200b-\u200f\u2060\ufeff]', '', 'g'),
        '[\x01-/:-@[-`{-\u00bf\u00d7\u00f7\u2000-\u206f\u2e00-\u2e7f\u3000-\u303f]+', ' ', 'g'
    )
END)
"""
_SEARCHABLE = r"""
CREATE FUNCTION acoms_searchable(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT ' ' || key || E'\x1f ' || replace(replace(key, ' and ', ' '), ' ', '')
    FROM (SELECT acoms_folded(name) AS key OFFSET 0) AS of_name;
END
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [("accounts", "0001_initial")]  # all other rooms' come after that

    operations = [
        BtreeGinExtension(),
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.RunSQL(_FOLDED, "DROP FUNCTION acoms_folded(text)"),
        migrations.RunSQL(_SEARCHABLE, "DROP FUNCTION acoms_searchable(text)"),
    ]
