from django.db import migrations


def forget_documents(apps, schema_editor):
    """They are made anew by the worker, or by `rebuild_documents`: nothing else is in them."""
    apps.get_model("delivery", "Document").objects.all().delete()


class Migration(migrations.Migration):
    """Apart from the next one: PostgreSQL changes no table whose rows were just deleted."""

    dependencies = [("delivery", "0001_initial")]

    operations = [migrations.RunPython(forget_documents, migrations.RunPython.noop)]
