"""A held type's ACO is its contact's ACO: a composite foreign key, which models cannot state."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
                ALTER TABLE contacts_contact
                    ADD CONSTRAINT contact_with_its_aco UNIQUE (id, aco_id);
                ALTER TABLE contacts_heldtype
                    ADD CONSTRAINT held_type_same_aco FOREIGN KEY (contact_id, aco_id)
                    REFERENCES contacts_contact (id, aco_id) DEFERRABLE INITIALLY DEFERRED;
            """,
            reverse_sql="""
                ALTER TABLE contacts_heldtype DROP CONSTRAINT held_type_same_aco;
                ALTER TABLE contacts_contact DROP CONSTRAINT contact_with_its_aco;
            """,
        )
    ]
