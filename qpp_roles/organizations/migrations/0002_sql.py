"""PostgreSQL tells what few names have in them, where the index finds them, from what many have, where
reading on stops at once: `qpp_roles.organizations.search.SAMPLING` has the same words.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("qpp_roles_organizations", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "ALTER TABLE qpp_roles_organizations_organization ALTER COLUMN searched SET STATISTICS 500",
            "ALTER TABLE qpp_roles_organizations_organization ALTER COLUMN searched SET STATISTICS -1",
        ),
    ]
