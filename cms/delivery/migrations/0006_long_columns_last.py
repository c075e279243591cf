from django.db import migrations, models
from django.db.models import F

# In the order in which they are read most.
LONG = {
    "brotli": models.BinaryField(default=b""),
    "body": models.BinaryField(default=b""),
    "gzip": models.BinaryField(default=b""),
    "text": models.TextField(blank=True, default=""),
}


def copy(apps, schema_editor):
    """Kept, not made anew: readers hold the ETags of these bytes."""
    documents = apps.get_model("delivery", "Document").objects
    documents.update(**{f"{name}_last": F(name) for name in LONG})


class Migration(migrations.Migration):
    """SQLite reads a row from its beginning up to the column that is wanted, page by page."""

    dependencies = [("delivery", "0005_beside")]

    operations = [
        *(
            migrations.AddField("document", f"{name}_last", field, preserve_default=False)
            for name, field in LONG.items()
        ),
        migrations.RunPython(copy, migrations.RunPython.noop),
        *(migrations.RemoveField("document", name) for name in LONG),
        *(migrations.RenameField("document", f"{name}_last", name) for name in LONG),
    ]
