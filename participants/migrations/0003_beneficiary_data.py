from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_screening")]

    operations = []
