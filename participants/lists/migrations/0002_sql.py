"""After many lines were read in, the import has both tables looked at anew. Only their owner may, and
the import runs as a role that owns nothing: the function does this for it, and no more."""

from django.db import migrations

_LOOKED_AT_ANEW = """
CREATE FUNCTION acoms_participants_came_in() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    ANALYZE public.participants_lists_participant, public.participants_lists_providersupplier;
END
$$;
REVOKE ALL ON FUNCTION acoms_participants_came_in() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("participants_lists", "0001_initial")]

    operations = [
        migrations.RunSQL(_LOOKED_AT_ANEW, "DROP FUNCTION acoms_participants_came_in()"),
    ]
