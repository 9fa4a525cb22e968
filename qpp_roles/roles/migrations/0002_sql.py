"""Nobody is validated as the first Security Official where there is one (rules D3, D4).

Models cannot state it. The lock makes two at once wait for each other, so that the second one sees
the first.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("qpp_roles_roles", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                CREATE FUNCTION qpp_roles_roles_first_security_official() RETURNS trigger AS $$
                BEGIN
                    PERFORM 1 FROM qpp_roles_organizations_organization
                        WHERE id = NEW.organization_id FOR NO KEY UPDATE;
                    IF EXISTS (
                        SELECT 1 FROM qpp_roles_roles_heldrole
                        WHERE organization_id = NEW.organization_id
                            AND role = 'security_official' AND ended_at IS NULL
                    ) THEN
                        RAISE EXCEPTION USING
                            ERRCODE = 'unique_violation',
                            CONSTRAINT = 'held_role_first_security_official',
                            MESSAGE = 'this organization has a Security Official: '
                                'held_role_first_security_official';
                    END IF;
                    RETURN NEW;
                END
                $$ LANGUAGE plpgsql;
                CREATE TRIGGER held_role_first_security_official
                    BEFORE INSERT ON qpp_roles_roles_heldrole FOR EACH ROW
                    WHEN (NEW.source = 'validated' AND NEW.ended_at IS NULL)
                    EXECUTE FUNCTION qpp_roles_roles_first_security_official();
                ALTER TABLE qpp_roles_roles_heldrole
                    ADD CONSTRAINT held_role_validated_security_official
                    CHECK (source <> 'validated' OR role = 'security_official');
            """,
            reverse_sql="""
                ALTER TABLE qpp_roles_roles_heldrole
                    DROP CONSTRAINT held_role_validated_security_official;
                DROP TRIGGER held_role_first_security_official ON qpp_roles_roles_heldrole;
                DROP FUNCTION qpp_roles_roles_first_security_official();
            """,
        ),
    ]
