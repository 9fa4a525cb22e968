"""What models cannot state.

Composite foreign keys: what one table repeats of another is the same.

- A held type's ACO is its contact's ACO (rule A4).
- Its person is its contact's person, also when that becomes known later (rule A3). Not deferrable:
  who links two records waits for whoever gives a type to one of them.
- An attestation's contact and type are those of its held type (rule A18).

And a trigger on both tables: the contacts of accounts that were merged are one person's (rule A3).
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("contacts", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            ALTER TABLE contacts_contact ADD CONSTRAINT contact_with_its_aco UNIQUE (id, aco_id);
            ALTER TABLE contacts_heldtype
                ADD CONSTRAINT held_type_same_aco FOREIGN KEY (contact_id, aco_id)
                REFERENCES contacts_contact (id, aco_id) DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE contacts_heldtype DROP CONSTRAINT held_type_same_aco;
            ALTER TABLE contacts_contact DROP CONSTRAINT contact_with_its_aco;
            """,
        ),
        migrations.RunSQL(
            """
            ALTER TABLE contacts_contact
                ADD CONSTRAINT contact_with_its_person UNIQUE (id, one_person);
            ALTER TABLE contacts_heldtype
                ADD CONSTRAINT held_type_same_person FOREIGN KEY (contact_id, one_person)
                REFERENCES contacts_contact (id, one_person) ON UPDATE CASCADE;
            """,
            """
            ALTER TABLE contacts_heldtype DROP CONSTRAINT held_type_same_person;
            ALTER TABLE contacts_contact DROP CONSTRAINT contact_with_its_person;
            """,
        ),
        migrations.RunSQL(
            """
            ALTER TABLE contacts_heldtype
                ADD CONSTRAINT held_type_with_its_contact UNIQUE (id, contact_id, type);
            ALTER TABLE contacts_contactattestation
                ADD CONSTRAINT attestation_of_its_held_type
                FOREIGN KEY (held_type_id, contact_id, type)
                REFERENCES contacts_heldtype (id, contact_id, type)
                DEFERRABLE INITIALLY DEFERRED;
            """,
            """
            ALTER TABLE contacts_contactattestation DROP CONSTRAINT attestation_of_its_held_type;
            ALTER TABLE contacts_heldtype DROP CONSTRAINT held_type_with_its_contact;
            """,
        ),
        migrations.RunSQL(
            """
            CREATE FUNCTION contacts_merged_are_one_person() RETURNS trigger AS $$
            DECLARE account bigint;
            BEGIN
                IF TG_TABLE_NAME = 'accounts_person' THEN
                    account := NEW.id;
                ELSE
                    account := NEW.person_id;
                END IF;
                IF EXISTS (
                    SELECT FROM accounts_person AS merged
                    JOIN contacts_contact AS gone ON gone.person_id = merged.id
                    JOIN contacts_contact AS kept ON kept.person_id = merged.merged_into_id
                        AND kept.aco_id = gone.aco_id AND kept.one_person <> gone.one_person
                    WHERE merged.id = account OR merged.merged_into_id = account
                ) THEN
                    RAISE EXCEPTION 'contact_merged_are_one_person'
                        USING ERRCODE = 'check_violation';
                END IF;
                RETURN NULL;
            END
            $$ LANGUAGE plpgsql;
            CREATE TRIGGER contact_merged_are_one_person
                AFTER INSERT OR UPDATE OF person_id, one_person ON contacts_contact
                FOR EACH ROW EXECUTE FUNCTION contacts_merged_are_one_person();
            CREATE TRIGGER person_merged_are_one_person
                AFTER UPDATE OF merged_into_id ON accounts_person
                FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
                EXECUTE FUNCTION contacts_merged_are_one_person();
            """,
            """
            DROP TRIGGER person_merged_are_one_person ON accounts_person;
            DROP TRIGGER contact_merged_are_one_person ON contacts_contact;
            DROP FUNCTION contacts_merged_are_one_person();
            """,
        ),
    ]
