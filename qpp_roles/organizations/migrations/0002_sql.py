"""PostgreSQL tells what few names have in them, where the index finds them, from what many have, where
reading on stops at once: `qpp_roles.organizations.search.SAMPLING` has the same words.

After millions were read in, the import has the table looked at anew. Only its owner may, and the
import runs as a role that owns nothing: the function does these two things for it, and no more.
"""

from django.db import migrations

_LOOKED_AT_ANEW = """
CREATE FUNCTION acoms_organizations_came_in() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    PERFORM gin_clean_pending_list('public.organization_trigrams');
    ANALYZE public.qpp_roles_organizations_organization;
END
$$;
REVOKE ALL ON FUNCTION acoms_organizations_came_in() FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("qpp_roles_organizations", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE qpp_roles_organizations_organization ALTER COLUMN searched SET STATISTICS 500",
            "ALTER TABLE qpp_roles_organizations_organization ALTER COLUMN searched SET STATISTICS -1",
        ),
        migrations.RunSQL(_LOOKED_AT_ANEW, "DROP FUNCTION acoms_organizations_came_in()"),
    ]
