from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("participants", "0003_beneficiary_data")]

    operations = []
